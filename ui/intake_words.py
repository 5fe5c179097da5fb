"""The intake screen's words by key, values as the form shows them, doubts in words; no Qt."""

import re
from collections.abc import Mapping
from datetime import date

from clerk_app.domain.clock import parse_date, screen_date
from clerk_app.domain.draft import LOOKED_AT, SURE, SURE_BY_HAND, Draft
from clerk_app.domain.guess import FieldValue
from ui.labels import LANGUAGES, Words

WORDS: Mapping[str, Words] = {
    # the pile
    "pile": ("Chồng văn bản", "The pile"),
    "pile-count": ("{documents} văn bản · {pages} trang", "{documents} documents · {pages} pages"),
    "pile-sheets": ("khay nạp {sheets} tờ", "{sheets} sheets fed"),
    "images-missing": (
        "Thiếu {count} ảnh so với số tờ — xem",
        "{count} images fewer than sheets — look",
    ),
    "images-more": (
        "Thừa {count} ảnh so với số tờ — xem",
        "{count} images more than sheets — look",
    ),
    "pile-empty": (
        "Chưa có văn bản nào. Quét hoặc nhập tệp để bắt đầu.",
        "No documents yet. Scan, or import files.",
    ),
    "scan": ("Quét tiếp  F5", "Scan  F5"),
    "import": ("Nhập tệp…", "Import files…"),
    "stop": ("Dừng  Esc", "Stop  Esc"),
    "scanning": ("Đang quét · đã nhận {images} ảnh", "Scanning · {images} images received"),
    "pages": ("{count} trang", "{count} pages"),
    "state-registered": ("Đã đăng ký · số đến {number}", "Registered · number {number}"),
    "state-waiting": ("Đã đăng ký · chưa cấp số", "Registered · waits for its number"),
    "state-reading": ("Đang đọc trang {read}/{count}", "Reading page {read}/{count}"),
    "state-good": ("Đọc tốt", "Read well"),
    "state-look": ("{count} trường cần xem", "{count} fields to look at"),
    "state-border": ("Kiểm tra ranh giới", "Check the border"),
    "unknown-organ": ("?", "?"),
    "blank-more": ("+{count} trang trắng", "+{count} blank"),
    "blank-hide": ("Ẩn trang trắng", "Hide blank"),
    "page-n": ("trang {number}", "page {number}"),
    "page-blank": ("trang {number}, trắng", "page {number}, blank"),
    "document-list": ("Các văn bản trong chồng", "Documents of the pile"),
    "split-here": ("Tách tại đây", "Split here"),
    "join-up": ("Gộp lên", "Join upward"),
    "discard": ("Bỏ khỏi chồng", "Take off the pile"),
    "undo": ("Hoàn tác", "Undo"),
    "show-blank": ("Hiện trang trắng", "Show blank pages"),
    "scan-under-way": ("đang quét và đọc văn bản", "pages still come in and are read"),
    "reading-on": ("Đang đọc nốt…", "Still reading…"),
    "still-read": (
        "Văn bản còn đang được đọc; F9 khi các trang đã về đủ.",
        "This document is still being read; F9 once all of its pages are here.",
    ),
    "took-up": (
        "Đã mở lại {count} văn bản của phiên trước.",
        "{count} documents of the last session were taken up.",
    ),
    "pile-done": (
        "Đã đăng ký hết chồng văn bản.",
        "Every document of the pile is registered.",
    ),
    # the page
    "fit-page": ("Vừa trang", "Fit page"),
    "fit-width": ("Vừa ngang", "Fit width"),
    "full-size": ("100 %", "100 %"),
    "rotate": ("Xoay", "Rotate"),
    "page-of": ("Trang {number}/{count}", "Page {number}/{count}"),
    "page-none": ("Chưa có trang", "No page"),
    "page-image": ("Trang văn bản", "The page"),
    "page-hint": (
        "Kéo một khung trên trang để đọc vào trường đang chọn",
        "Drag a box on the page to read it into the chosen field",
    ),
    "page-loading": ("Đang mở trang…", "Opening the page…"),
    "page-hidden": ("Trang đã được che", "The page is hidden"),
    # the form
    "form": ("Đăng ký văn bản đến", "Register incoming mail"),
    "next-number": ("Số đến tiếp theo <b>{number}</b>", "Next number <b>{number}</b>"),
    "to-look": (
        "{count} trường cần xem · Enter đi tới trường kế tiếp",
        "{count} fields to look at · Enter goes to the next",
    ),
    "all-seen": ("Đã xem đủ · F9 để đăng ký", "All seen · F9 registers"),
    "form-empty": ("Chọn một văn bản trong chồng", "Choose a document of the pile"),
    "snippet": ("Ảnh phóng to của trường đang chọn", "The chosen field, enlarged"),
    "snippet-none": (
        "Trường này chưa có chỗ trên trang · kéo khung hoặc F4",
        "This field has no place on the page · drag a box, or F4",
    ),
    "more": ("Thêm", "More"),
    "exclude": ("Loại trừ…", "Exclude…"),
    "command": ("Lệnh  Ctrl+K", "Commands  Ctrl+K"),
    "register": ("Đăng ký  F9", "Register  F9"),
    "busy": ("Đang đăng ký…", "Registering…"),
    "lines": ("Các dòng đọc được trên trang", "Lines found on the page"),
    "lines-none": ("Không có dòng nào", "No lines found"),
    "completions": ("Gợi ý", "Suggestions"),
    "normal-urgency": ("Thường", "Normal"),
    "duplicate": ("Có thể trùng với {place}", "May double {place}"),
    "duplicate-reason": (
        "Lý do vẫn đăng ký (bắt buộc)",
        "Why it is registered all the same (needed)",
    ),
    "reason-needed": ("Nêu lý do trước khi đăng ký.", "Give the reason before registering."),
    "number-title": ("Số đến {number}", "Number {number}"),
    "number-date": ("Ngày {date}", "Date {date}"),
    "number-hint": (
        "Ghi hoặc đóng dấu lên văn bản · phím bất kỳ để tiếp tục",
        "Stamp it on the paper · any key goes on",
    ),
    # doubts
    "doubt-hand": ("viết tay — {choices}", "by hand — {choices}"),
    "doubt-hand-bare": ("viết tay — chưa đọc được", "by hand — not read"),
    "doubt-unread": ("chưa đọc được", "not read"),
    "doubt-unsure": ("không chắc", "unsure"),
    "doubt-choices": ("không chắc — {choices}", "unsure — {choices}"),
    "doubt-missing": ("thiếu", "missing"),
    "changed": ("đổi theo danh mục · Ctrl+Z", "changed by directory · Ctrl+Z"),
    "seen": ("đã xem", "seen"),
    # what is wrong with a value
    "wrong-date": ("Ngày không có: nhập dd/mm/yyyy", "No such day: type dd/mm/yyyy"),
    "wrong-count": ("Nhập số từ 1 đến 999", "Type a number from 1 to 999"),
    "wrong-value": ("Giá trị không hợp lệ", "Not a valid value"),
    "too-long": ("Dài quá {limit} ký tự", "Longer than {limit} letters"),
    # the form's short field names; the full ones stand in `ui.labels`
    "field-code_number": ("Số", "Number"),
    "field-code_notation": ("Ký hiệu", "Notation"),
    "field-organ_name": ("Cơ quan ban hành", "Issuing organ"),
    "field-issued_date": ("Ngày văn bản", "Date of issue"),
    "field-type_name": ("Loại văn bản", "Type"),
    "field-subject": ("Trích yếu", "Subject"),
    "field-signer_full_name": ("Người ký", "Signer"),
    "field-signer_position": ("Chức vụ", "Position"),
    "field-priority": ("Độ khẩn", "Urgency"),
    "field-page_amount": ("Số trang", "Pages"),
    "field-due_date": ("Thời hạn", "Due date"),
    "field-to_places": ("Chuyển đến", "Pass on to"),
    "field-parent_organ_name": ("Cơ quan chủ quản", "Parent organ"),
    "field-place": ("Địa danh", "Place"),
    "field-signing_authority": ("Quyền hạn ký", "Signing authority"),
    "field-recipients": ("Nơi nhận trên văn bản", "Recipients on the page"),
    "field-description": ("Ghi chú", "Remarks"),
}


DATES = ("issued_date", "due_date")
"""Fields shown as dd/mm/yyyy and kept as ISO 8601."""


class _Choice:
    """The language on screen."""

    language = LANGUAGES[0]


def set_language(lang: str) -> None:
    """Choose the language of widgets made from now on."""
    if lang not in LANGUAGES:
        raise ValueError(lang)
    _Choice.language = lang


def language() -> str:
    """Give the language on screen, `vi` or `en`."""
    return _Choice.language


def say(key: str, **values: str | int) -> str:
    """Give a word of `WORDS` in the language on screen."""
    return WORDS[key][LANGUAGES.index(_Choice.language)].format(**values)


def parse_day(text: str) -> date:
    """Read a day as a clerk types it: 01/10/2026, 1/10/26, 1.10.26, 01102026, 011026, ISO.

    Raises:
        ValueError: No such form, or no such day.
    """
    typed = text.strip()
    if re.fullmatch(r"\d{6}|\d{8}", typed):
        typed = f"{typed[:2]}/{typed[2:4]}/{typed[4:]}"
    parts = re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})", typed)
    if parts is None:
        return parse_date(typed)
    year = int(parts[3]) + (2000 if len(parts[3]) == 2 else 0)
    return date(year, int(parts[2]), int(parts[1]))


def shown(name: str, value: FieldValue | None) -> str:
    """Write a field's value as the form shows it."""
    if isinstance(value, list):
        return "; ".join(value)
    if name in DATES and isinstance(value, str) and value:
        try:
            return screen_date(date.fromisoformat(value))
        except ValueError:
            return value
    return "" if value is None else str(value)


def doubt(draft: Draft, name: str, typed: bool, text: str) -> str:
    """Tell in words why a field needs a look; empty when it needs none.

    Args:
        typed: The clerk changed it.
        text: What the form shows.
    """
    if name not in LOOKED_AT:
        return ""
    guess = draft.reading.fields.get(name)
    if not text:
        return say("doubt-missing" if guess is not None or typed else "doubt-unread")
    if guess is None or typed:
        return ""
    values = [shown(name, value) for value in (guess.value, *guess.alternatives)[:3]]
    choices = " ".join(f"{value}?" for value in values if value)
    if guess.confidence >= (SURE_BY_HAND if guess.handwritten else SURE):
        return ""
    if guess.handwritten:
        return say("doubt-hand", choices=choices) if choices else say("doubt-hand-bare")
    return say("doubt-choices", choices=choices) if len(values) > 1 else say("doubt-unsure")
