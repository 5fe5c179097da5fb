"""The office's time: Việt Nam has one zone and no summer time (QĐ 28/2018/QĐ-TTg, Điều 14.4)."""

from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "+07")


def now() -> datetime:
    """Give the present moment in Việt Nam's zone, to the second."""
    return datetime.now(VIETNAM).replace(microsecond=0)


def screen_date(day: date) -> str:
    """Write a date as the clerk reads it, dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def parse_date(text: str) -> date:
    """Read yyyy-mm-dd or dd/mm/yyyy.

    Raises:
        ValueError: Neither form, or no such day.
    """
    if "/" in text:
        day, month, year = text.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(text)
