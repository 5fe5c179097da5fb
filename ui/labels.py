"""Every word shown, by key, in Vietnamese and English; no Qt. Failures stand in `ui.failures`."""

from collections.abc import Mapping

LANGUAGES = ("vi", "en")
Words = tuple[str, str]

WORDS: Mapping[str, Words] = {
    "clear": ("được phép số hóa", "may be digitised"),
    "ask": ("cần người quyết định", "a person must rule"),
    "excluded": ("không được số hóa", "may not be digitised"),
    "doubtful": ("nghi có dấu hiệu loại trừ", "doubtful"),
    "registered": ("đã đăng ký", "registered"),
    "waiting-for-number": ("chưa cấp số", "waiting for a number"),
    "duplicate": ("trùng", "duplicate"),
    "locked": ("đã khóa", "locked"),
    "removed": ("đã gỡ bỏ", "removed"),
    "page": ("trang", "page"),
    "pages": ("trang", "pages"),
    "blank": ("trang trắng", "blank pages"),
    "document": ("văn bản", "document"),
    "entry": ("số đến", "entry"),
    "no-scan": ("không có bản quét", "no scan"),
    "not-stored": (
        "Chưa lưu gì. Thêm --yes để đăng ký.",
        "Nothing was stored. Add --yes to register.",
    ),
    "scanned": ("đã quét", "scanned"),
    "no-scanner": ("Không tìm thấy máy quét nào.", "No scanner was found."),
    "in": ("Sổ đăng ký văn bản đến", "Register of incoming documents"),
    "out": ("Sổ đăng ký văn bản đi", "Register of outgoing documents"),
    "held": ("máy trạm này giữ", "held by this workstation"),
    "shared": ("dùng chung", "shared"),
    "reserve": ("dùng chung, có số dự trữ", "shared with a reserve"),
    "external": ("hệ thống khác cấp số", "numbered by another system"),
    "last-number": ("số cuối", "last number"),
    "next-number": ("số tiếp theo", "next number"),
    "exported": ("Đã xuất", "Exported"),
    "printed": ("Đã in sổ, số dòng", "Book printed, lines"),
    "set-up": ("Đã lưu thiết lập.", "The settings were stored."),
    "key-made": ("Đã tạo tệp khóa", "Key file made"),
    "key-opens": ("Khóa này mở được kho.", "This key opens the store now."),
    "key-new-home": (
        "Khóa sẽ mở kho được tạo cùng với nó.",
        "The key will open the store that is made with it.",
    ),
    "recovery-made": (
        "Đã tạo phiếu khóa khôi phục. In ra, niêm phong và xóa tệp này",
        "The recovery key's sheet was made. Print it, seal it, and delete this file",
    ),
    "recovery-prompt": ("Nhập khóa khôi phục: ", "Type the recovery key: "),
    "key-added": ("Đã thêm khóa", "Key added"),
    "key-removed": ("Đã gỡ khóa", "Key removed"),
    "audit-clean": ("Nhật ký và sổ khớp nhau.", "Journal and books agree."),
    "audit-broken": ("Nhật ký đứt tại bản ghi", "The journal is broken at record"),
    "records": ("bản ghi", "records"),
    "entries": ("dòng", "entries"),
    "files": ("tệp", "files"),
    "head": ("đầu chuỗi", "head"),
}

WARNINGS: Mapping[str, Words] = {
    "missing": ("chưa có {field}", "{field} is missing"),
    "unsure": ("{field} đọc chưa chắc, cần xem lại", "{field} was read unsurely: look at it"),
    "too-long": (
        "{field} dài hơn mức Phụ lục VI cho phép",
        "{field} is longer than Phụ lục VI allows",
    ),
    "arrival-before-issue": (
        "ngày đến trước ngày văn bản",
        "the arrival date lies before the document's date",
    ),
    "signature-left-out": (
        "bản PDF/A lưu không mang chữ ký số: giữ tệp gốc",
        "the stored PDF/A does not carry the digital signature: keep the file given",
    ),
    "attachment-left-out": (
        "tệp đính kèm không phải PDF chưa được xét và không lưu",
        "an attached file that is no PDF was not examined and is not stored",
    ),
    "below-200-dpi": (
        "ảnh dưới 200 dpi, chưa đạt NĐ 30/2020",
        "the image is below 200 dpi, less than NĐ 30/2020 asks",
    ),
}

FIELDS: Mapping[str, Words] = {
    "type_name": ("Tên loại văn bản", "Type"),
    "code_number": ("Số của văn bản", "Number"),
    "code_notation": ("Ký hiệu của văn bản", "Notation"),
    "issued_date": ("Ngày, tháng, năm văn bản", "Date of issue"),
    "organ_name": ("Tên cơ quan, tổ chức ban hành", "Issuing organ"),
    "parent_organ_name": ("Cơ quan chủ quản", "Parent organ"),
    "place": ("Địa danh", "Place"),
    "subject": ("Trích yếu nội dung", "Subject"),
    "language": ("Ngôn ngữ", "Language"),
    "page_amount": ("Số trang của văn bản", "Pages"),
    "signing_authority": ("Quyền hạn ký", "Signing authority"),
    "signer_position": ("Chức vụ của người ký", "Signer's position"),
    "signer_full_name": ("Họ và tên người ký", "Signer's name"),
    "recipients": ("Nơi nhận trên văn bản", "Recipients on the page"),
    "priority": ("Mức độ khẩn", "Urgency"),
    "to_places": ("Đơn vị hoặc người nhận", "Unit or person"),
    "description": ("Ghi chú", "Remarks"),
    "due_date": ("Thời hạn giải quyết", "Due date"),
    "arrival_date": ("Ngày đến", "Arrival date"),
}

DOCTOR: Mapping[str, tuple[Words, Words]] = {
    "scanner": (
        ("Máy quét", "Scanner"),
        ("cài libsane1, sane-airscan", "install libsane1, sane-airscan"),
    ),
    "reading": (
        ("Dữ liệu nhận dạng tiếng Việt", "Vietnamese reading data"),
        ("cài tesseract-ocr-vie", "install tesseract-ocr-vie"),
    ),
    "fonts": (("Phông chữ Tinos", "Tinos fonts"), ("cài fonts-croscore", "install fonts-croscore")),
    "keyring": (
        ("Kho mật khẩu của hệ điều hành", "The operating system's keyring"),
        (
            "đăng nhập phiên làm việc có kho mật khẩu, hoặc dùng --key-file",
            "sign in to a session with a keyring, or use --key-file",
        ),
    ),
    "store": (
        ("Kho dữ liệu", "Store"),
        (
            "chạy clerk setup; kiểm tra quyền ghi thư mục",
            "run clerk setup; check the folder's rights",
        ),
    ),
    "space": (("Dung lượng trống", "Free space"), ("giải phóng ổ đĩa", "free the disk")),
    "clock": (("Đồng hồ", "Clock"), ("đặt lại giờ hệ thống", "set the system's clock")),
    "page-file": (
        ("Tệp hoán trang", "Page file"),
        (
            "trang đang xét có thể rơi xuống đĩa: tắt swap (swapoff -a) hoặc mã hóa (dm-crypt, "
            "BitLocker)",
            "pages under examination may reach the disk: switch swap off (swapoff -a) or "
            "encrypt it (dm-crypt, BitLocker)",
        ),
    ),
    "hibernation": (
        ("Ngủ đông", "Hibernation"),
        (
            "ngủ đông ghi cả bộ nhớ ra đĩa không mã hóa: tắt (systemctl mask hibernate.target; "
            "Windows: powercfg /h off)",
            "hibernation writes all memory to a disk that is not encrypted: switch it off "
            "(systemctl mask hibernate.target; Windows: powercfg /h off)",
        ),
    ),
    "core-dumps": (
        ("Tệp kết xuất khi hỏng", "Crash dumps"),
        (
            "tắt báo lỗi có kết xuất bộ nhớ của hệ điều hành",
            "switch off the system's crash reports with memory dumps",
        ),
    ),
    "backup": (
        ("Bản sao lưu", "Backup"),
        ("tạo bằng clerk backup -o TỆP", "make one with clerk backup -o FILE"),
    ),
    "server": (("Máy chủ trung tâm", "Central server"), ("phiên bản sau", "a later version")),
}

HEALTH: Mapping[str, Words] = {
    "ok": ("tốt", "good"),
    "warning": ("lưu ý", "take note"),
    "failed": ("hỏng", "failed"),
    "not-set-up": ("chưa thiết lập", "not set up"),
}

HELP: Mapping[str, Words] = {
    "program": ("Bàn Văn thư: sổ văn bản đến từ bản giấy", "The records clerk's workstation"),
    "home": ("thư mục dữ liệu (hoặc CLERK_HOME)", "folder of all data (or CLERK_HOME)"),
    "lang": ("ngôn ngữ", "language"),
    "json": ("chỉ in JSON ra đầu ra chuẩn", "print JSON only to standard output"),
    "key-file": ("tệp khóa (hoặc CLERK_KEY_FILE)", "key file (or CLERK_KEY_FILE)"),
    "demo": ("việc chính trên thư mẫu", "the main job on sample mail"),
    "devices": ("các máy quét", "the scanners"),
    "scan": ("quét qua cổng loại trừ vào thư mục", "scan through the gate into a folder"),
    "headless": ("chạy trên màn hình ảo, để lại kết quả", "on a virtual display, results are left"),
    "out": ("thư mục kết quả", "folder of the results"),
    "dark": ("giao diện tối", "dark look"),
    "setup": ("đặt tên cơ quan, bộ quy định", "set office and profile"),
    "key new": ("tạo tệp khóa", "make a key file"),
    "key recovery": ("tạo phiếu khóa khôi phục, một lần", "make the recovery key's sheet, once"),
    "key unlock": ("mở kho bằng khóa khôi phục", "open the store with the recovery key"),
    "key list": ("các khóa mở kho", "what opens the store"),
    "key remove": ("gỡ một khóa", "remove a key"),
    "doctor": ("kiểm tra máy và cách khắc phục", "look at everything the work needs"),
    "check": ("chỉ xét dấu hiệu loại trừ", "the exclusion gate alone"),
    "extract": ("đọc văn bản, không lưu", "read documents without storing them"),
    "books": ("các sổ và số tiếp theo", "the books and their numbers"),
    "books set": ("đặt cách giữ sổ, số bắt đầu", "set how a book is kept, its first number"),
    "register": ("đăng ký văn bản", "register a document"),
    "attach": ("gắn bản quét vào dòng đã đăng ký", "give an entry its scan"),
    "entries": ("liệt kê, tìm kiếm", "list and search"),
    "show": ("xem một dòng", "show one entry"),
    "exclusions": (
        "những gì cổng loại trừ và các phán quyết, không có nội dung",
        "what the gate excluded and what was ruled, without content",
    ),
    "list-into": ("ghi vào tệp .csv hoặc .pdf", "write it into a .csv or .pdf"),
    "sheets": (
        "số tờ của phần được quét, khi quy định không nêu số",
        "sheets of the part that is scanned, where the rule gives no number",
    ),
    "history": ("các phiên bản và nhật ký của một dòng", "an entry's versions and journal"),
    "export": ("xuất tệp PDF/A", "write an entry's PDF/A"),
    "into": (
        "tệp, hoặc thư mục (kết thúc bằng /): tên và cỡ tệp theo quy định",
        "a file, or a folder (ending in /): named and parted by the rules",
    ),
    "people": ("những người dùng máy trạm", "the people of the workstation"),
    "people add": ("thêm người dùng", "add a person"),
    "people password": ("đổi mật khẩu", "change a person's password"),
    "people lock": ("khóa tài khoản người nghỉ, chuyển", "lock who leaves or is transferred"),
    "full-name": ("họ và tên", "full name"),
    "unit": ("tên viết tắt của đơn vị", "the unit's abbreviation"),
    "no-password": ("không dùng mật khẩu", "without a password"),
    "sign-in": ("đăng nhập máy trạm", "sign in at the workstation"),
    "sign-out": ("đăng xuất", "sign out"),
    "server": ("máy chủ trung tâm (phiên bản sau)", "the central server (a later version)"),
    "user": ("tài khoản", "the account"),
    "duties": ("việc đến hạn", "the duties that are due"),
    "duties done": ("ghi một việc đã làm", "note that a duty was done"),
    "notice outage": ("lập thông báo sự cố, năm điểm", "write the notice of an outage"),
    "what": ("sự cố", "the incident"),
    "interim": ("biện pháp tạm thời", "the interim measures"),
    "entering": ("cách nhập văn bản sau sự cố", "how documents are entered afterwards"),
    "hours": ("giờ làm việc: 1-5 07:00-11:30 13:30-17:00", "office hours, Monday is 1"),
    "days-off": ("các ngày nghỉ", "days on which the office is closed"),
    "idle-minutes": ("tự khóa cửa sổ sau (phút)", "lock the window after (minutes)"),
    "book": ("in sổ đăng ký", "print the register"),
    "lock": (
        "phát hiện tài liệu mật: khóa, ẩn ở mọi nơi",
        "a secret document was found: hide it everywhere",
    ),
    "purge": (
        "gỡ bỏ vĩnh viễn mọi bản, in báo cáo (người thứ hai)",
        "destroy every copy and write the report (second person)",
    ),
    "backup": ("sao lưu toàn bộ, đã mã hóa", "an encrypted backup of everything"),
    "release": ("khóa nhầm: mở lại (người thứ hai)", "locked in error: show it (second person)"),
    "second": ("người thứ hai (lãnh đạo)", "the second person (leader)"),
    "audit verify": ("kiểm tra nhật ký và sổ", "verify journal and books"),
    "declare": (
        "người dùng khai: none hoặc loại không được số hóa",
        "the clerk's declaration: none or a category",
    ),
    "level": ("độ mật đã khai", "the secrecy level declared"),
    "set": ("sửa một trường: tên=giá trị", "set one field: name=value"),
    "split": ("tệp có nhiều văn bản", "the file holds several documents"),
    "one-document": (
        "cả tệp là một văn bản, dù có nhiều tiêu đề",
        "the whole is one document, whatever headings it has",
    ),
    "yes": ("không hỏi lại các trường", "skip the confirmation of fields"),
    "no-scan": ("lý do không số hóa", "why nothing is digitised"),
    "duplicate-of": ("dòng mà văn bản này trùng", "the entry it doubles"),
    "reason": ("lý do", "reason"),
}


def word(key: str, lang: str) -> str:
    """Give a word of `WORDS` in a language."""
    return WORDS[key][LANGUAGES.index(lang)]


def help_text(key: str, lang: str) -> str:
    """Give the help of a command or option."""
    return HELP[key][LANGUAGES.index(lang)]


def field(name: str, lang: str) -> str:
    """Give a field's name as the form shows it."""
    return FIELDS[name][LANGUAGES.index(lang)] if name in FIELDS else name


def warning(key: str, lang: str) -> str:
    """Give the sentence of a warning such as `missing:subject`."""
    code, _, name = key.partition(":")
    return WARNINGS[code][LANGUAGES.index(lang)].format(field=field(name, lang))
