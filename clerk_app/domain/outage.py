"""The notice of an outage: what happened, from when to when, what is done until and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from clerk_app.domain.clock import VIETNAM, parse_date, screen_date
from clerk_app.domain.office_rules import OutagePoint
from clerk_app.errors import InputFault

LONGEST = 2000  # letters of a point
POINTS: Final[Mapping[OutagePoint, str]] = {
    OutagePoint.INCIDENT: "Sự cố",
    OutagePoint.PAUSED: "Thời gian tạm ngừng hoạt động",
    OutagePoint.RESTARTS: "Thời gian hoạt động trở lại",
    OutagePoint.INTERIM: "Biện pháp xử lý trong thời gian tạm ngừng",
    OutagePoint.ENTERING: "Việc cập nhật văn bản sau khi hoạt động trở lại",
}
"""The five points, where the office's own rule does not word them (QĐ 12/2014/QĐ-UBND, Điều 11,
khoản 1)."""

INTERIM: Final = (
    "Tiếp nhận, đóng dấu đến, ghi số và ngày đến của văn bản giấy như thường lệ; ghi vào sổ giấy; "
    "chuyển văn bản giấy tới người có thẩm quyền; không gửi, nhận văn bản trên hệ thống."
)
ENTERING: Final = (
    "Văn thư nhập đủ các văn bản đã ghi sổ giấy theo đúng thứ tự số đến và thời gian đến, số hóa "
    "bản giấy, đối chiếu số cuối của sổ giấy với sổ trên máy trước khi nhận văn bản mới."
)


@dataclass(frozen=True, slots=True)
class Outage:
    """One outage as it is told.

    Attributes:
        until: None while nobody knows.
        interim: What is done while it lasts; empty: the usual.
        entering: How documents are entered after it; empty: the usual.
    """

    what: str
    since: datetime
    until: datetime | None = None
    interim: str = ""
    entering: str = ""

    def check(self) -> None:
        """Raise InputFault `outage-empty`, `outage-order` or `field-too-long`."""
        if not self.what.strip():
            raise InputFault("outage-empty")
        if self.until is not None and self.until < self.since:
            raise InputFault("outage-order")
        for name in ("what", "interim", "entering"):
            if len(getattr(self, name)) > LONGEST:
                raise InputFault("field-too-long", field=name, limit=LONGEST)

    def told(self) -> dict[OutagePoint, str]:
        """Give what stands under each point."""
        until = (
            said_at(self.until) if self.until else "Chưa xác định, sẽ thông báo khi xác định được"
        )
        return {
            OutagePoint.INCIDENT: self.what.strip(),
            OutagePoint.PAUSED: said_at(self.since),
            OutagePoint.RESTARTS: until,
            OutagePoint.INTERIM: self.interim.strip() or INTERIM,
            OutagePoint.ENTERING: self.entering.strip() or ENTERING,
        }


def said_at(at: datetime) -> str:
    """Say a moment as a notice does: `08 giờ 05 phút, ngày 22/11/2026`."""
    return f"{at:%H} giờ {at:%M} phút, ngày {screen_date(at.date())}"


def parse_moment(text: str, today: datetime) -> datetime:
    """Read `2026-11-22 08:05`, `22/11/2026 08:05`, or `08:05` of today.

    Raises:
        InputFault: `moment-form`.
    """
    day, _, clock = text.strip().replace("T", " ").rpartition(" ")
    hour, _, minute = clock.partition(":")
    try:
        date = parse_date(day) if day else today.date()
        return datetime(date.year, date.month, date.day, int(hour), int(minute), tzinfo=VIETNAM)
    except ValueError:
        raise InputFault("moment-form", given=text) from None
