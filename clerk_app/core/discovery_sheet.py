"""The report to the head of the office on a document destroyed; it tells nothing of its content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from clerk_app.core.typesetting import typeset
from clerk_app.domain.clock import screen_date
from clerk_app.domain.discovery import Place, PlaceKind, PlaceState, Tombstone

_KINDS: Mapping[PlaceKind, str] = {
    PlaceKind.EXPORT: "Tệp PDF/A đã xuất",
    PlaceKind.BOOK: "Sổ đã lưu thành tệp",
    PlaceKind.BACKUP: "Bản sao lưu",
    PlaceKind.PRINT: "Bản in giấy",
    PlaceKind.VIEW: "Người đã xem",
    PlaceKind.SOURCE: "Bản giấy, và tệp gốc đã đưa vào chương trình",
    PlaceKind.UNITS: "Đã chuyển đến",
    PlaceKind.TWIN: "Dòng khác có thể cùng văn bản",
    PlaceKind.STORE: "Kho dữ liệu",
}
_STATES: Mapping[PlaceState, str] = {
    PlaceState.REMOVED: "đã xóa",
    PlaceState.REWRITTEN: "đã gỡ khỏi bản sao lưu",
    PlaceState.CHANGED: "tệp đã bị sửa, chưa xóa: phải xem và xóa",
    PlaceState.MISSING: "không còn ở chỗ cũ: phải tìm",
    PlaceState.UNREACHABLE: "không với tới: phải xử lý",
    PlaceState.LOOK: "chương trình không với tới: phải thu hồi, xử lý",
}
_LOOK: Mapping[PlaceKind, str] = {
    PlaceKind.VIEW: "đã biết nội dung: nhắc giữ bí mật",
    PlaceKind.TWIN: "xem, và gỡ bỏ nếu cùng văn bản",
}
_SETTLED = (PlaceState.REMOVED, PlaceState.REWRITTEN)


@dataclass(frozen=True, slots=True)
class DiscoverySheet:
    """What the report prints besides the tombstone.

    Attributes:
        number: The entry as people name it.
        sources: Where the duty to report stands; may be empty.
        today: The how-manieth it was that day; 0 where that is not to be told.
    """

    parent_organ: str
    organ: str
    station: str
    number: str
    sources: tuple[str, ...]
    today: int = 0


def report(sheet: DiscoverySheet, stone: Tombstone) -> bytes:
    """Set the report as PDF; raises MachineFault `font-missing`, `typesetting-failed`."""
    said = [
        ("Thời điểm gỡ bỏ", _moment(stone.at)),
        ("Máy trạm", sheet.station),
        ("Người phát hiện, thực hiện", stone.by),
        ("Người thứ hai", stone.second or "không yêu cầu theo bộ quy định"),
        ("Dòng sổ", sheet.number),
        ("Mã nội bộ", stone.entry_id),
        ("Lý do", stone.reason),
    ]
    if sheet.today:
        said.append(("Số lần gỡ bỏ trong ngày", str(sheet.today)))
    data = {
        "parent_organ": sheet.parent_organ,
        "organ": sheet.organ,
        "sources": list(sheet.sources),
        "said": [list(each) for each in said],
        "open": _rows(place for place in stone.places if place.state not in _SETTLED),
        "settled": _rows(place for place in stone.places if place.state in _SETTLED),
    }
    return typeset("discovery", data)


def _rows(places: Iterable[Place]) -> list[list[str]]:
    return [[_KINDS[each.kind], each.name, _who(each), _state(each)] for each in places]


def _state(place: Place) -> str:
    if place.state is PlaceState.LOOK and place.kind in _LOOK:
        return _LOOK[place.kind]
    return _STATES[place.state]


def _who(place: Place) -> str:
    return " ".join(each for each in (place.by, _moment(place.at)) if each)


def _moment(iso: str) -> str:
    if not iso:
        return ""
    at = datetime.fromisoformat(iso)
    return f"{screen_date(at.date())} {at:%H:%M}"
