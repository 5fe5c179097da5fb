"""Every word that the window's places show, in Vietnamese and English; no Qt."""

from collections.abc import Mapping
from datetime import date, datetime

from clerk_app.domain.clock import screen_date
from clerk_app.domain.document import DocumentCode
from clerk_app.domain.entry import Entry
from ui.intake_words import language
from ui.labels import LANGUAGES, Words

WORDS: Mapping[str, Words] = {
    "directory": ("Danh bạ", "Directory"),
    "directory-organs": (
        "Cơ quan hay gửi văn bản đến, mỗi dòng một tên",
        "Organs that often write, one a line",
    ),
    "directory-units": (
        "Đơn vị, người nhận trong cơ quan, mỗi dòng một tên",
        "Units and people who receive here, one a line",
    ),
    "directory-save": ("Lưu danh bạ", "Store the directory"),
    "directory-saved": ("Đã lưu danh bạ.", "The directory is stored."),
    "scan-stopped-by-gate": (
        "Cổng loại trừ đã dừng tệp này: không có gì được lưu.",
        "The gate stopped this file: nothing was stored.",
    ),
    "program": ("Bàn Văn thư", "Bàn Văn thư"),
    # places
    "intake": ("Tiếp nhận", "Intake"),
    "incoming": ("Văn bản đến", "Incoming"),
    "outgoing": ("Văn bản đi", "Outgoing"),
    "arrivals": ("Hộp điện tử", "E-arrivals"),
    "books": ("Sổ", "Books"),
    "search": ("Tra cứu", "Search"),
    "sync": ("Đồng bộ", "Sync"),
    "places": ("Các nơi làm việc", "Places"),
    "later": ("{place}: phiên bản sau", "{place}: a later version"),
    "place-key": ("{place} (Alt+{number})", "{place} (Alt+{number})"),
    "not-here": ("Nơi này chưa mở được.", "This place cannot be opened yet."),
    # status bar
    "scanner-none": ("Máy quét: không có", "Scanner: none"),
    "scanner-looking": ("Máy quét: đang tìm…", "Scanner: looking…"),
    "scanner-ready": ("Máy quét: sẵn sàng ({name})", "Scanner: ready ({name})"),
    "scanner-scanning": ("Máy quét: đang quét ({name})", "Scanner: scanning ({name})"),
    "scanner-fault": ("Máy quét: lỗi — {reason}", "Scanner: fault — {reason}"),
    "server-none": ("Máy chủ: chưa nối máy chủ", "Server: not connected to one"),
    "waiting": ("Chờ gửi: {count}", "To be sent: {count}"),
    "reserve-none": ("Số dự trữ: không dùng số dự trữ", "Reserve: none is used"),
    "who": ("{user} · {office}", "{user} · {office}"),
    "status": ("Tình trạng", "Status"),
    # palette and menu
    "commands": ("Lệnh", "Commands"),
    "commands-hint": ("Gõ vài chữ, có dấu hoặc không dấu", "Type a few letters"),
    "go-to": ("Đi tới: {place}", "Go to: {place}"),
    "settings": ("Thiết lập", "Settings"),
    "quit": ("Thoát chương trình", "Quit"),
    # leaving
    "leave-title": ("Còn việc dở", "Work under way"),
    "leave-ask": ("{what}\nVẫn đóng chương trình?", "{what}\nClose the program all the same?"),
    "leave": ("Vẫn đóng", "Close"),
    "stay": ("Ở lại", "Stay"),
    # failures
    "retry": ("Thử lại", "Try again"),
    "close": ("Đóng", "Close"),
    "understood": ("Đã hiểu", "Understood"),
    "refused-title": ("Không được phép", "Not allowed"),
    "crash-title": ("Chương trình gặp lỗi", "The program failed"),
    "crash": (
        "Chương trình gặp lỗi chưa biết ({kind}) và phải đóng. Việc đã lưu vẫn còn.",
        "An unknown fault ({kind}): the program must close. What was stored is kept.",
    ),
    "crash-close": ("Đóng chương trình", "Close the program"),
    "already-open": (
        "Bàn Văn thư đang mở với dữ liệu này; cửa sổ đó đã được đưa ra trước.",
        "Bàn Văn thư is open on this data already; its window was raised.",
    ),
    # the table of entries
    "find": ("Tìm trong sổ…", "Find in the book…"),
    "find-name": ("Tìm văn bản đến", "Find incoming documents"),
    "all-years": ("Mọi năm", "All years"),
    "year": ("Năm", "Year"),
    "listed": ("{count} văn bản", "{count} documents"),
    "listed-more": ("{count} văn bản đầu, còn nữa", "first {count} documents, there are more"),
    "none-found": ("Không có văn bản nào khớp.", "Nothing matches."),
    "none-yet": ("Chưa có văn bản nào.", "No documents yet."),
    "finding": ("Đang tìm…", "Looking…"),
    "col-number": ("Số đến", "No."),
    "col-arrival": ("Ngày đến", "Arrived"),
    "col-organ": ("Cơ quan ban hành", "Issuing organ"),
    "col-code": ("Số/ký hiệu", "Number"),
    "col-issued": ("Ngày VB", "Dated"),
    "col-subject": ("Trích yếu", "Subject"),
    "col-to": ("Chuyển đến", "Passed to"),
    "col-state": ("Tình trạng", "State"),
    "state-registered": ("Đã đăng ký", "Registered"),
    "state-waiting": ("Chưa cấp số", "No number yet"),
    "state-locked": ("Đã khóa", "Locked"),
    "state-removed": ("Đã gỡ bỏ", "Removed"),
    "state-no-scan": ("Không có bản quét", "No scan"),
    # one entry
    "entry-title": ("Số đến {number} · {day}", "No. {number} · {day}"),
    "entry-waiting": ("Chưa cấp số · {day}", "No number yet · {day}"),
    "back": ("Quay lại", "Back"),
    "export": ("Xuất PDF/A…", "Export PDF/A…"),
    "exported": ("Đã xuất {file}.", "{file} was written."),
    "print-pages": ("In trang…", "Print pages…"),
    "attach": ("Gắn bản quét…", "Attach a scan…"),
    "pages-all": ("{count} trang", "{count} pages"),
    "pages": ("Trang {number}/{count}", "Page {number}/{count}"),
    "no-pages": ("Văn bản này không có bản quét.", "This document has no scan."),
    "no-pages-why": ("Không số hóa: {reason}", "Not digitised: {reason}"),
    "pages-coming": ("Đang mở các trang…", "Opening the pages…"),
    "record": ("Thông tin đăng ký", "Record"),
    "history": ("Lịch sử", "History"),
    "history-version": ("phiên bản {version}", "version {version}"),
    "registered-act": ("Đăng ký", "Registered"),
    "attached-act": ("Gắn bản quét", "Scan attached"),
    "exported-act": ("Xuất tệp PDF/A", "PDF/A exported"),
    "printed-act": ("In", "Printed"),
    "viewed-act": ("Xem", "Looked at"),
    "locked-act": ("Khóa vì phát hiện tài liệu mật", "Locked: found to be secret"),
    "released-act": ("Mở lại", "Shown again"),
    "purged-act": ("Gỡ bỏ vĩnh viễn", "Destroyed"),
    "other-act": ("Thay đổi", "Changed"),
    "arrived-at": ("Giờ ghi sổ", "Entered at"),
    "received-at": ("Thời điểm nhận theo quy định", "Legal time of receipt"),
    "pdf-files": ("Tệp PDF (*.pdf)", "PDF files (*.pdf)"),
    # books
    "book-col-name": ("Sổ", "Book"),
    "book-col-year": ("Năm", "Year"),
    "book-col-kept": ("Cách giữ", "Kept"),
    "book-col-last": ("Số cuối", "Last"),
    "book-col-next": ("Số tiếp theo", "Next"),
    "print-book": ("In sổ văn bản đến", "Print the incoming book"),
    "from-number": ("Từ số", "From"),
    "to-number": ("Đến số", "To"),
    "first-of-book": ("đầu sổ", "beginning"),
    "last-of-book": ("cuối sổ", "end"),
    "volume": ("Quyển số", "Volume"),
    "preview": ("Xem trước", "Preview"),
    "preview-hint": (
        "Chọn khoảng số rồi bấm Xem trước.",
        "Choose the numbers and press Preview.",
    ),
    "preview-wait": ("Đang dàn trang…", "Setting the pages…"),
    "preview-note": (
        "Bản xem trước: chưa ghi vào nhật ký, chưa có mã đối chiếu.",
        "A preview: not in the journal, without its anchor.",
    ),
    "preview-more": (
        "Hiện {count} trang đầu; bản in đủ mọi trang.",
        "The first {count} pages are shown; all are printed.",
    ),
    "preview-lines": ("{count} dòng", "{count} lines"),
    "print": ("In…", "Print…"),
    "save-pdf": ("Lưu PDF…", "Save PDF…"),
    "printing": ("Đang in trang {number}…", "Printing page {number}…"),
    "printed-pages": ("Đã gửi {count} trang tới máy in.", "{count} pages went to the printer."),
    "print-stopped": ("Đã dừng in ở trang {number}.", "Printing stopped at page {number}."),
    "printer-failed": ("Máy in không nhận việc in.", "The printer took no job."),
    "saved": ("Đã lưu {file}.", "{file} was saved."),
    "cancel": ("Dừng", "Stop"),
    # settings and first start
    "office": ("Tên cơ quan", "Office"),
    "parent": ("Cơ quan chủ quản", "Parent organ"),
    "profile": ("Bộ quy định", "Regulation profile"),
    "station": ("Tên máy trạm", "Workstation"),
    "scanner": ("Máy quét", "Scanner"),
    "scanner-any": ("Máy đầu tiên tìm thấy", "The first that is found"),
    "look-again": ("Tìm lại", "Look again"),
    "theme": ("Giao diện", "Look"),
    "theme-system": ("Theo hệ thống", "As the system"),
    "theme-light": ("Sáng", "Light"),
    "theme-dark": ("Tối", "Dark"),
    "language": ("Ngôn ngữ", "Language"),
    "vi": ("Tiếng Việt", "Tiếng Việt"),
    "en": ("English", "English"),
    "save": ("Lưu thiết lập", "Save"),
    "set-up-saved": ("Đã lưu thiết lập.", "The settings were saved."),
    "next-start": (
        "Ngôn ngữ và bộ quy định mới dùng từ lần mở sau.",
        "Language and profile hold from the next start.",
    ),
    "start-title": ("Thiết lập lần đầu", "First start"),
    "start-lead": (
        "Chỉ hỏi một lần. Mọi mục sửa được sau trong Thiết lập, trừ số bắt đầu.",
        "Asked once. All can be changed later in Settings, but the first number.",
    ),
    "start-number": ("Số đến bắt đầu của năm nay", "First number of this year"),
    "start-number-hint": (
        "Để 1, hoặc số tiếp theo của sổ giấy đang dùng.",
        "Leave 1, or what follows in the paper book.",
    ),
    "recovery": ("Khóa khôi phục", "Recovery key"),
    "recovery-why": (
        "Mất khóa của máy mà không có khóa này là mất toàn bộ dữ liệu.",
        "Without it, losing the machine's key loses all data.",
    ),
    "recovery-file": ("Lưu phiếu vào…", "Write the sheet to…"),
    "recovery-none": ("Chưa chọn tệp", "No file chosen"),
    "recovery-warn": (
        "In phiếu ra giấy, niêm phong, giao lãnh đạo giữ, rồi xóa tệp này.",
        "Print the sheet, seal it, hand it to the head of the office, then delete the file.",
    ),
    "recovery-later": (
        "Tạo sau bằng lệnh clerk key recovery",
        "Make it later with clerk key recovery",
    ),
    "recovery-needed": (
        "Chọn tệp cho phiếu khóa khôi phục, hoặc chọn tạo sau.",
        "Choose a file for the recovery sheet, or choose to make it later.",
    ),
    "start": ("Bắt đầu", "Begin"),
    "start-name-missing": ("Chưa nhập tên cơ quan.", "The office's name is missing."),
    "wait-busy": ("Việc đang chạy chưa xong.", "Work is still running."),
}


def say(key: str, **values: str | int) -> str:
    """Give a word or sentence in the language on screen, its places filled."""
    return WORDS[key][LANGUAGES.index(language())].format(**values)


def deed(act: str, lang: str | None = None) -> str:
    """Say what the journal tells of, in a language or the one on screen."""
    key = f"{act}-act" if f"{act}-act" in WORDS else "other-act"
    return WORDS[key][LANGUAGES.index(lang or language())]


def titled(entry: Entry) -> str:
    """Name an entry as the clerk does."""
    when = day(entry.arrival_date)
    if entry.number is None:
        return say("entry-waiting", day=when)
    return say("entry-title", number=f"{entry.number:02}", day=when)


def cell(entry: Entry, column: str) -> str:
    """Give what stands in a column."""
    fields = entry.fields
    if column == "number":
        return "" if entry.number is None else f"{entry.number:02}"
    if column == "arrival":
        return day(entry.arrival_date)
    if column == "issued":
        return day(str(fields.get("issued_date", "")))
    if column == "code":
        return code(entry)
    if column == "state":
        return state(entry)
    names = {"organ": "organ_name", "subject": "subject", "to": "to_places"}
    return str(fields.get(names[column], ""))


def day(iso: str) -> str:
    """Write a stored date as the clerk reads it."""
    return screen_date(date.fromisoformat(iso)) if iso else ""


def moment(iso: str) -> str:
    """Write a stored moment as the clerk reads it."""
    at = datetime.fromisoformat(iso)
    return f"{screen_date(at.date())} {at:%H:%M}"


def code(entry: Entry) -> str:
    """Give number and notation as they stand on the document."""
    number, notation = (
        str(entry.fields.get(f"code_{name}", "")) for name in ("number", "notation")
    )
    return str(DocumentCode(number, notation))


def state(entry: Entry) -> str:
    """Give an entry's state in words."""
    if entry.hidden:
        return say(f"state-{entry.status}")
    if entry.number is None:
        return say("state-waiting")
    return say("state-registered" if entry.sha256 else "state-no-scan")
