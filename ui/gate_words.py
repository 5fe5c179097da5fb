"""The words of declaration, doubt and the list of rulings, in Vietnamese and English; no Qt."""

from collections.abc import Mapping

from ui.labels import LANGUAGES, Words

GATE_FAILURES: Mapping[str, Words] = {
    "part-sheets-missing": (
        "Loại {category} chỉ quét một phần: nêu số tờ bằng --sheets.",
        "Of {category} a part alone is scanned: say how many sheets with --sheets.",
    ),
    "more-than-declared": (
        "Có {pages} trang, phần được khai chỉ có {most}: không lưu gì. Tách riêng phần đó.",
        "{pages} pages came, the part declared has {most}: nothing was kept. Take that part out.",
    ),
    "list-format": (
        "Danh sách chỉ ghi được thành tệp .csv hoặc .pdf: {file}",
        "The list is written as .csv or .pdf alone: {file}",
    ),
}

WORDS: Mapping[str, Words] = {
    "declare-title": ("Khai trước khi quét", "Declare before scanning"),
    "declare-ask": (
        "Trên giấy có dấu hoặc chữ nào sau đây không? Bấm phím đứng trước, rồi F5 để bắt đầu.",
        "Does the paper bear one of these? Press the key before it, then F5 to begin.",
    ),
    "exclude-title": ("Loại trừ văn bản này", "Exclude this document"),
    "exclude-ask": (
        "Tờ giấy thuộc loại nào? Bản đã quét bị hủy, không lấy lại được. Bấm phím, rồi F8.",
        "What is the paper? What was scanned is destroyed for good. Press its key, then F8.",
    ),
    "none": (
        "Không có dấu mật, không thuộc loại nào dưới đây",
        "No mark, none of what stands below",
    ),
    "none-told": (
        "Cả chồng không thuộc loại nào. Có một tờ khác loại thì lấy riêng ra và khai riêng.",
        "Nothing in the whole pile is of these kinds. Take out any paper that is, and declare it.",
    ),
    "begin": ("Bắt đầu  F5", "Begin  F5"),
    "begin-part": ("Quét phần này  F5", "Scan this part  F5"),
    "enter": ("Đăng ký không quét  F6", "Register without a scan  F6"),
    "put-aside": ("Không quét, không nhập  F8", "Neither scan nor enter  F8"),
    "hand-over": ("Chuyển, không đăng ký  F8", "Pass it on unregistered  F8"),
    "close": ("Đóng  Esc", "Close  Esc"),
    "not-here": (
        "Không số hóa và không nhập gì trên máy này. Để tờ giấy sang một bên.",
        "Neither digitised nor entered on this machine. Put the paper aside.",
    ),
    "secret-book": (
        "Nhắc: đăng ký vào Sổ đăng ký bí mật nhà nước đến. Ở đây chỉ còn một dòng nhật ký không "
        "có nội dung.",
        "Remember: register it in the book of state secrets received. Here one journal line "
        "without content is all that stays.",
    ),
    "paper-book": (
        "Nhắc: ghi vào sổ giấy. Ở đây chỉ còn một dòng nhật ký không có nội dung.",
        "Remember: write it in the paper book. Here one journal line without content stays.",
    ),
    "unscanned": (
        "Không quét. Có thể đăng ký một dòng không có bản quét, theo những gì ghi ngoài bì.",
        "Not scanned. A line without a scan may be registered from what stands outside.",
    ),
    "partial": (
        "Quét từng văn bản một: {part}. Phần còn lại không đưa vào máy quét.",
        "One document at a time: {part}. Keep the rest off the scanner.",
    ),
    "partial-fed": (
        "Máy quét được dặn dừng sau {sheets} tờ.",
        "The feeder is told to stop after {sheets} sheets.",
    ),
    "sheets": ("Số tờ sẽ quét", "Sheets to scan"),
    "sheets-ask": ("Gõ số tờ của phần được quét, rồi F5.", "Type how many sheets, then F5."),
    "source": ("Căn cứ: {source}", "Source: {source}"),
    "precaution": (
        "Biện pháp phòng ngừa: quy định của một tỉnh, áp dụng đến khi cơ quan có quy định riêng.",
        "A precaution: one province's rule, held to until the office has its own.",
    ),
    "doubt-title": ("Đã dừng: có dấu hiệu không được số hóa", "Stopped: a mark was found"),
    "found-sure": (
        "Trang {page} mang dấu {what}. Trang đã được che.",
        "Page {page} bears the mark {what}. It is hidden.",
    ),
    "nothing-written": (
        "Chưa có gì của văn bản được ghi.",
        "Nothing of the document was written.",
    ),
    "found-unsure": (
        "Trang {page} có khung giống dấu độ mật nhưng không đọc được. Xem tờ giấy rồi quyết định.",
        "Page {page} has a frame like a secrecy mark that cannot be read. Look at the paper.",
    ),
    "found-declassified": (
        "Trang {page} có dấu GIẢI MẬT. Văn bản đã giải mật được số hóa khi dấu ghi đủ: chữ GIẢI "
        "MẬT, ngày bắt đầu («Từ: …») đã tới, và không còn dấu độ mật nào khác còn hiệu lực. Xem "
        "tờ giấy; nếu đủ, ghi lý do. Thiếu một điều thì loại trừ.",
        "Page {page} bears a GIẢI MẬT stamp. A declassified paper may be digitised when the stamp "
        "is complete: the words GIẢI MẬT, a day («Từ: …») that has come, and no other mark in "
        "force. Look at the paper; if so, say it as the reason. If one is missing, exclude it.",
    ),
    "long-kept": (
        "{count} trang trước đã giữ tạm dưới khóa riêng của văn bản. Khóa đã gỡ khỏi đĩa; loại "
        "trừ là hủy hẳn.",
        "{count} earlier pages are kept under the document's own key. The key has left the disk; "
        "excluding destroys it for good.",
    ),
    "exclude": ("Loại trừ văn bản này  F8", "Exclude this document  F8"),
    "no-mark": ("Không phải dấu mật, tiếp tục  F6", "It is no mark, go on  F6"),
    "reason": (
        "Lý do (bắt buộc, được ghi vào nhật ký)",
        "Reason (needed, written into the journal)",
    ),
    "second-ask": (
        "Theo quy định, người thứ hai phải cùng xác nhận: {source}",
        "By the rules a second person must confirm: {source}",
    ),
    "second-name": ("Tài khoản người thứ hai", "The second person's account"),
    "second-password": ("Mật khẩu của người đó", "That person's password"),
    "second-wait": ("Đang kiểm tra…", "Looking…"),
    "journal": (
        "Nhật ký ghi thời gian, người, loại, số trang; không ghi nội dung.",
        "The journal keeps time, person, category and pages; no content.",
    ),
    "reason-no-content": (
        "Viết vì sao không phải dấu mật, không chép nội dung văn bản.",
        "Write why it is no mark; copy nothing of the document.",
    ),
    # questions
    "surplus-title": ("Đã dừng: nhiều trang hơn đã khai", "Stopped: more pages than declared"),
    "surplus-told": (
        "Đã khai {most} trang, còn {count} trang nữa vào máy. Chúng chỉ nằm trong bộ nhớ và chưa "
        "được lưu.",
        "{most} pages were declared, {count} more came. They are in memory alone; none was kept.",
    ),
    "surplus-destroy": ("Hủy các trang thừa  F8", "Destroy the surplus pages  F8"),
    "surplus-other": ("Thuộc văn bản khác: khai lại  F5", "Another piece: declare it  F5"),
    "source-title": ("Tệp nguồn vẫn còn trên đĩa", "The source file still lies on the disk"),
    "source-told": (
        "Văn bản đã bị loại trừ, nhưng tệp này nằm ngoài chương trình. Chọn tệp cần xóa. Xóa là "
        "gỡ khỏi thư mục; ổ đĩa và bản sao lưu có thể còn dấu vết, hãy báo người quản trị.",
        "The document was excluded, but these files lie outside the program. Choose which to "
        "delete. That takes them out of the folder; disk and backups may keep traces: tell the "
        "administrator.",
    ),
    "source-unclear": (
        "Không rõ tệp nào trong số này mang dấu: xem từng tệp trên giấy trước khi xóa.",
        "Which of them bears the mark is not known: compare with the paper before deleting.",
    ),
    "source-delete": ("Xóa tệp đã chọn  F8", "Delete what is chosen  F8"),
    "source-leave": ("Để lại  Esc", "Leave them  Esc"),
    "source-deleted": ("Đã xóa: {files}.", "Deleted: {files}."),
    "source-left": ("Tệp bị loại trừ còn nằm tại: {files}.", "Excluded, still there: {files}."),
    "left-title": ("Văn bản dài chưa quét xong", "A long document is not finished"),
    "left-told": (
        "Phiên trước dừng khi đang quét một văn bản dài: {pages} trang đã giữ tạm, chưa được coi "
        "là sạch và chưa đăng ký được. Quét tiếp từ tờ kế tiếp, hoặc hủy.",
        "The last session stopped within a long document: {pages} pages are kept, not cleared, "
        "and cannot be registered. Scan on from the next sheet, or destroy them.",
    ),
    "left-on": ("Quét tiếp  F5", "Scan on  F5"),
    "left-destroy": ("Hủy {pages} trang  F8", "Destroy {pages} pages  F8"),
    "left-later": ("Để sau  Esc", "Later  Esc"),
    "left-stopped": (
        "Một văn bản dài bị cổng dừng ở phiên trước đã được hủy.",
        "A long document that the gate stopped in the last session was destroyed.",
    ),
    # a line without a scan
    "unscanned-title": ("Đăng ký không quét", "Register without a scan"),
    "unscanned-told": (
        "Chỉ ghi những gì đọc được ngoài bì hoặc được phép ghi. Không mở bì, không quét.",
        "Only what stands outside, or what may be written. Do not open or scan it.",
    ),
    "unscanned-why": ("Lý do không quét", "Why it is not scanned"),
    "register-line": ("Đăng ký  F9", "Register  F9"),
    "registered-line": ("Đã đăng ký số {number}, không có bản quét.", "Registered as {number}."),
    "noted": (
        "Đã ghi một dòng nhật ký không có nội dung. {book}",
        "One journal line without content was written. {book}",
    ),
    # the list
    "gate-list": ("Danh sách loại trừ và phán quyết", "Exclusions and rulings"),
    "gate-list-told": (
        "Không có nội dung văn bản: chỉ thời gian, người, loại, mức, số trang và lý do.",
        "No content of any document: time, person, category, level, pages and reasons.",
    ),
    "gate-list-empty": ("Không có dòng nào trong năm {year}.", "Nothing in {year}."),
    "gate-list-save": ("Lưu tệp CSV hoặc PDF…", "Save as CSV or PDF…"),
    "gate-list-saved": ("Đã lưu {file}.", "Saved {file}."),
    "gate-list-year": ("Năm", "Year"),
    "col-at": ("Thời gian", "Time"),
    "col-by": ("Người", "Person"),
    "col-what": ("Việc", "What"),
    "col-category": ("Loại", "Category"),
    "col-level": ("Mức", "Level"),
    "col-pages": ("Trang", "Pages"),
    "col-kept": ("Đã giữ tạm", "Had been kept"),
    "col-reason": ("Lý do", "Reason"),
    "col-second": ("Người thứ hai", "Second person"),
    "act-excluded": ("Loại trừ", "Excluded"),
    "act-doubted": ("Nghi ngờ, không số hóa", "Doubted, not digitised"),
    "act-ruled": ("Phán quyết: không phải dấu", "Ruled: no mark"),
    "act-discarded": ("Hủy văn bản dài dở dang", "Unfinished document destroyed"),
    "act-source-deleted": ("Xóa tệp nguồn", "Source file deleted"),
}


def say(key: str, lang: str, **values: object) -> str:
    """Give a word in a language, its places filled."""
    return WORDS[key][LANGUAGES.index(lang)].format_map(values)
