"""What a notice of an outage tells."""

from datetime import datetime

import pytest

from clerk_app.domain.clock import VIETNAM
from clerk_app.domain.office_rules import OutagePoint
from clerk_app.domain.outage import ENTERING, LONGEST, Outage, parse_moment
from clerk_app.errors import InputFault

AT = datetime(2026, 11, 22, 8, 5, tzinfo=VIETNAM)


def test_all_five_points_are_told() -> None:
    told = Outage("Mất điện", AT, None, interim="Ghi sổ giấy").told()
    assert list(told) == list(OutagePoint)
    assert all(told.values())
    assert told[OutagePoint.PAUSED] == "08 giờ 05 phút, ngày 22/11/2026"
    assert told[OutagePoint.RESTARTS].startswith("Chưa xác định")
    assert told[OutagePoint.INTERIM] == "Ghi sổ giấy"
    assert told[OutagePoint.ENTERING] == ENTERING


@pytest.mark.parametrize(
    ("outage", "code"),
    [
        (Outage(" ", AT), "outage-empty"),
        (Outage("Mất điện", AT, AT.replace(hour=7)), "outage-order"),
        (Outage("a" * (LONGEST + 1), AT), "field-too-long"),
    ],
)
def test_a_notice_that_tells_nothing_is_not_made(outage: Outage, code: str) -> None:
    with pytest.raises(InputFault, match=code):
        outage.check()


@pytest.mark.parametrize(
    "text", ["08:05", "22/11/2026 8:05", "2026-11-22 08:05", "2026-11-22T08:05"]
)
def test_a_moment_is_read_as_people_type_it(text: str) -> None:
    assert parse_moment(text, AT) == AT


@pytest.mark.parametrize("text", ["", "8", "31/02/2026 08:00", "25:00", "hôm nay"])
def test_what_is_no_moment_is_told(text: str) -> None:
    with pytest.raises(InputFault, match="moment-form"):
        parse_moment(text, AT)
