"""The words of declaration and doubt, in Vietnamese and English; no Qt."""

from collections.abc import Mapping

from ui.labels import LANGUAGES, Words

WORDS: Mapping[str, Words] = {
    "declare-title": ("Khai trước khi quét", "Declare before scanning"),
    "declare-ask": (
        "Trên giấy có dấu hoặc chữ nào sau đây không? Bấm số, rồi F5 để bắt đầu.",
        "Does the paper bear one of these? Press its number, then F5 to begin.",
    ),
    "exclude-title": ("Loại trừ văn bản này", "Exclude this document"),
    "exclude-ask": (
        "Tờ giấy thuộc loại nào? Bản đã quét bị hủy, không lấy lại được. Bấm số, rồi F8.",
        "What is the paper? What was scanned is destroyed for good. Press its number, then F8.",
    ),
    "none": (
        "Không có dấu mật, không thuộc loại nào dưới đây",
        "No mark, none of what stands below",
    ),
    "begin": ("Bắt đầu  F5", "Begin  F5"),
    "close": ("Đóng  Esc", "Close  Esc"),
    "not-here": (
        "Không số hóa trên máy này. Để tờ giấy sang một bên.",
        "Not digitised on this machine. Put the paper aside.",
    ),
    "unscanned": (
        "Không quét; có thể đăng ký không có bản quét.",
        "Not scanned; it may be registered without a scan.",
    ),
    "source": ("Căn cứ: {source}", "Source: {source}"),
    "doubt-title": ("Đã dừng: có dấu hiệu không được số hóa", "Stopped: a mark was found"),
    "found-sure": (
        "Trang {page} mang dấu {what}. Trang đã được che; chưa có gì của văn bản được ghi.",
        "Page {page} bears the mark {what}. It is hidden; nothing of the document was written.",
    ),
    "found-unsure": (
        "Trang {page} có khung giống dấu độ mật nhưng không đọc được. Xem tờ giấy rồi quyết định.",
        "Page {page} has a frame like a secrecy mark that cannot be read. Look at the paper.",
    ),
    "exclude": ("Loại trừ văn bản này  F8", "Exclude this document  F8"),
    "no-mark": ("Không phải dấu mật, tiếp tục", "It is no mark, go on"),
    "reason": (
        "Lý do (bắt buộc, được ghi vào nhật ký)",
        "Reason (needed, written into the journal)",
    ),
    "journal": (
        "Nhật ký ghi thời gian, người, loại, số trang; không ghi nội dung.",
        "The journal keeps time, person, category and pages; no content.",
    ),
}


def say(key: str, lang: str, **values: object) -> str:
    """Give a word in a language, its places filled."""
    return WORDS[key][LANGUAGES.index(lang)].format_map(values)
