"""The words around an office's rules: their page, and their box in the settings; no Qt."""

from collections.abc import Mapping

from ui.labels import LANGUAGES, Words

WORDS: Mapping[str, Words] = {
    "rules": ("Quy định", "Rules"),
    "rules-lead": (
        "Mọi quy định mà chương trình theo, và căn cứ của từng điều.",
        "All rules that the program follows, each with its source.",
    ),
    "rules-show": ("Xem quy định…", "Show the rules…"),
    "rules-adopt": ("Dùng tệp quy định của cơ quan…", "Use the office's own file…"),
    "rules-adopt-title": ("Chọn tệp quy định", "Choose a file of rules"),
    "rules-files": ("Bộ quy định (*.toml)", "Regulation profiles (*.toml)"),
    "rules-adopted": (
        "Đã đọc tệp; quy định mới dùng từ lần mở sau.",
        "The file was read; its rules hold from the next start.",
    ),
    "organs": ("Cơ quan, chức danh nêu trong quy định", "Organs and offices that the rules name"),
    "organs-lead": (
        "Tên có thể đã đổi sau sáp nhập: ghi tên hiện nay. Để trống thì dùng tên đề xuất.",
        "Names may have changed with the mergers: give today's. An empty one is the proposal.",
    ),
    "organs-save": ("Lưu tên", "Save the names"),
    "organs-saved": ("Đã lưu tên.", "The names were saved."),
    "organ-former": ("{role} (trong văn bản: {former})", "{role} (in the instrument: {former})"),
    "source": ("Căn cứ: {sources}", "Source: {sources}"),
    "precaution": (
        "Biện pháp thận trọng, có thể bỏ trong tệp của cơ quan.",
        "A precaution: an office's own file may drop it.",
    ),
    "close": ("Đóng", "Close"),
    # kinds of rules, by the first part of a rule's full name
    "category": ("Không được số hóa, hoặc chỉ số hóa một phần", "Not digitised, or only in part"),
    "scanning": ("Số hóa", "Digitising"),
    "files": ("Tệp", "Files"),
    "receipt": ("Thời điểm nhận", "Time of receipt"),
    "duty": ("Việc phải làm", "Duties"),
    "account": ("Tài khoản", "Accounts"),
    "incoming": ("Văn bản đến", "Incoming documents"),
    "outgoing": ("Văn bản đi", "Outgoing documents"),
    "must-send": ("Phải gửi qua Hệ thống", "What must go by the system"),
    "book": ("Sổ", "Books"),
    "rulings": ("Kết luận khi nghi ngờ", "Rulings on a doubt"),
    "discovery": ("Phát hiện về sau", "Discovery afterwards"),
    "rule": ("Quy định khác", "Other rules"),
}

KINDS = tuple(WORDS)[tuple(WORDS).index("category") :]
"""The kinds of rules, in the order in which the page has them."""


def words(key: str, lang: str, **values: str) -> str:
    """Give a word in a language."""
    return WORDS[key][LANGUAGES.index(lang)].format(**values)
