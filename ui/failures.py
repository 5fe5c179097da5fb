"""The one clear sentence of every failure, by its code, in Vietnamese and English; no Qt."""

from collections.abc import Mapping

from clerk_app.errors import ClerkError
from ui import discovery_words
from ui.gate_words import GATE_FAILURES
from ui.labels import LANGUAGES, Words
from ui.people_failures import PEOPLE_FAILURES
from ui.profile_failures import PROFILE_FAILURES

FAILURES: Mapping[str, Words] = {
    # what was typed
    "usage": ("Lệnh chưa đúng: {given}", "Wrong use: {given}"),
    "command-unknown": ("Không có lệnh {given}.", "There is no command {given}."),
    "files-missing": ("Chưa chỉ ra tệp nào.", "No file was named."),
    "files-and-no-scan": (
        "Hoặc nêu tệp, hoặc --no-scan, không cả hai.",
        "Name files, or --no-scan, not both.",
    ),
    "several-documents": (
        "Tệp có {count} văn bản: thêm --split (hoặc --one-document nếu chỉ là một).",
        "The file holds {count} documents: add --split (or --one-document if it is one).",
    ),
    "declaration-missing": (
        "Phải khai trước khi đọc: --declare none, hoặc loại không được số hóa.",
        "Declare before anything is read: --declare none, or a category.",
    ),
    "category-unknown": (
        "Bộ quy định không có loại {category}; có: {known}.",
        "The profile has no category {category}; it has: {known}.",
    ),
    "level-unknown": ("Không có độ mật {level}.", "There is no secrecy level {level}."),
    "setting-form": (
        "Viết trường dưới dạng tên=giá trị: {given}",
        "Write a field as name=value: {given}",
    ),
    "field-unknown": ("Không có trường {field}.", "There is no field {field}."),
    "field-value": ("Giá trị của {field} không hợp lệ.", "The value of {field} is not valid."),
    "field-too-long": ("{field} dài quá {limit} ký tự.", "{field} is longer than {limit} letters."),
    "nothing-known": (
        "Chưa biết gì về văn bản: nhập ít nhất cơ quan, số hoặc trích yếu bằng --set.",
        "Nothing is known of the document: give organ, number or subject with --set.",
    ),
    "arrival-in-future": ("Ngày đến nằm trong tương lai.", "The arrival date lies in the future."),
    "reason-missing": ("Phải nêu lý do.", "A reason is needed."),
    "book-unknown": ("Không có sổ {book}.", "There is no book {book}."),
    "book-not-kept": (
        "Phiên bản này chưa giữ sổ {book}.",
        "This version does not keep the book {book} yet.",
    ),
    "kept-not-yet": (
        "Phiên bản này chỉ giữ sổ theo cách held.",
        "This version keeps books as held only.",
    ),
    "draft-unknown": ("Văn bản này không còn trong chồng.", "The pile has this document no more."),
    "border-wrong": ("Không tách hay gộp được ở đây.", "No border can be set here."),
    "entry-unknown": ("Không có dòng {entry}.", "There is no entry {entry}."),
    "start-out-of-range": (
        "Số bắt đầu {number} không hợp lệ.",
        "{number} cannot be a first number.",
    ),
    "start-too-late": (
        "Sổ {book} năm {year} đã cấp đến số {last}, không đổi được số bắt đầu.",
        "Book {book} of {year} has given number {last}: its first number stays.",
    ),
    "span-wrong": ("Số đầu lớn hơn số cuối.", "The first number lies behind the last."),
    "name-empty": ("Tên không được để trống.", "A name cannot be empty."),
    "anchor-broken": ("Không đọc được tệp neo {file}.", "The anchor file {file} cannot be read."),
    "export-inside-home": (
        "Không ghi tệp xuất vào thư mục dữ liệu.",
        "Nothing is exported into the home.",
    ),
    "folder-not-empty": ("Thư mục {path} không rỗng.", "The folder {path} is not empty."),
    "file-exists": ("Tệp {file} đã có, không ghi đè.", "{file} exists; it is not overwritten."),
    # files that were given
    "file-missing": ("Không tìm thấy tệp {file}.", "{file} was not found."),
    "file-unreadable": ("Không có quyền đọc {file}.", "{file} may not be read."),
    "file-empty": ("Tệp {file} rỗng.", "{file} is empty."),
    "not-a-file": ("{file} không phải là tệp.", "{file} is not a file."),
    "format-unknown": (
        "{file} không phải ảnh hay PDF.",
        "{file} is neither an image nor a PDF.",
    ),
    "archive-not-opened": (
        "{file} là tệp nén: hãy giải nén rồi đưa từng tệp vào, để tệp nào cũng được xem xét.",
        "{file} is an archive: unpack it and bring in each file, so that each is examined.",
    ),
    "image-unreadable": (
        "Ảnh {file} hỏng hoặc bị cắt cụt.",
        "The image {file} is damaged or cut off.",
    ),
    "image-too-large": ("Ảnh {file} lớn hơn 200 triệu điểm.", "{file} has over 200 megapixels."),
    "page-too-small": (
        "Ảnh {file} nhỏ quá, không phải trang giấy.",
        "{file} is too small for a page.",
    ),
    "file-too-large": ("Tệp {file} lớn hơn 500 MB.", "{file} is larger than 500 MB."),
    "page-too-large": ("{file} có trang quá lớn.", "{file} has a page that is too large."),
    "too-many-pages": ("{file} có quá 1.000 trang.", "{file} has over 1,000 pages."),
    "pdf-broken": ("Tệp PDF {file} hỏng.", "The PDF {file} is damaged."),
    "pdf-encrypted": (
        "{file} có mật khẩu nên không kiểm tra được; xin bản không khóa.",
        "{file} has a password and cannot be examined; ask for one without.",
    ),
    "pdf-too-demanding": (
        "{file} đòi quá nhiều bộ nhớ hoặc thời gian, đã dừng.",
        "{file} asks for too much memory or time and was stopped.",
    ),
    # the machine
    "ocr-missing": (
        "Thiếu dữ liệu nhận dạng tiếng Việt: cài gói tesseract-ocr-vie.",
        "The Vietnamese reading data is missing: install tesseract-ocr-vie.",
    ),
    "network-missing": (
        "Thiếu mạng nhận dạng {network}: chương trình cài chưa đủ, xin cài lại.",
        "The reading network {network} is missing: the program is not installed whole.",
    ),
    "network-broken": (
        "Mạng nhận dạng bị hỏng hoặc không hợp phiên bản: xin cài lại chương trình.",
        "A reading network is damaged or of another version: install the program again.",
    ),
    "ocr-failed": ("Bộ nhận dạng chữ bị lỗi.", "The reading engine failed."),
    "font-missing": (
        "Thiếu phông chữ {font}: cài gói fonts-croscore.",
        "The font {font} is missing: install fonts-croscore.",
    ),
    "typesetting-failed": ("Không dàn được trang in.", "The form could not be set."),
    "disk-full": (
        "Đĩa đầy: văn bản này chưa được lưu, số chưa mất. Giải phóng đĩa rồi làm lại.",
        "The disk is full: this was not stored and no number is lost. Free the disk, try again.",
    ),
    "disk-failed": ("Lỗi đĩa {path}.", "The disk failed {path}."),
    "folder-not-writable": (
        "Không ghi được vào thư mục {path}.",
        "The folder cannot be written to {path}.",
    ),
    "home-busy": (
        "Một chương trình khác đang chuẩn bị thư mục dữ liệu; thử lại.",
        "Another process is preparing the home; try again.",
    ),
    "home-newer": (
        "Dữ liệu do phiên bản mới hơn ghi: hãy cập nhật chương trình.",
        "A later version wrote this home: update the program.",
    ),
    "home-unused": ("Kho chưa được tạo.", "The store was not made yet."),
    "store-busy": ("Kho đang bận, thử lại.", "The store is busy; try again."),
    "store-broken": (
        "Kho dữ liệu hỏng: khôi phục từ bản sao lưu.",
        "The store is damaged: restore a backup.",
    ),
    "store-key-wrong": ("Khóa không mở được kho dữ liệu.", "The key does not open the store."),
    "file-lost": ("Tệp trong kho không còn.", "The stored file is gone."),
    "file-damaged": ("Tệp trong kho đã hỏng.", "The stored file is damaged."),
    "child-not-started": (
        "Không khởi động được tiến trình đọc PDF.",
        "The process that reads PDFs could not be started.",
    ),
    # keys
    "keys-broken": ("Tệp keys.json hỏng.", "keys.json is damaged."),
    "key-does-not-open": (
        "Khóa này không mở được kho; dùng khóa khôi phục: clerk key unlock --recovery.",
        "This key does not open the store; use the recovery key: clerk key unlock --recovery.",
    ),
    "key-inside-home": (
        "Khóa không được nằm trong thư mục dữ liệu.",
        "A key may not lie inside the home.",
    ),
    "key-file-missing": ("Không đọc được tệp khóa {file}.", "The key file {file} cannot be read."),
    "key-file-broken": ("{file} không phải tệp khóa.", "{file} is no key file."),
    "key-file-open": (
        "Người khác đọc được tệp khóa {file}: đặt quyền 0600.",
        "Others can read the key file {file}: set its mode to 0600.",
    ),
    "key-unknown": ("Không có khóa {key}.", "There is no key {key}."),
    "key-last": ("Không gỡ khóa cuối cùng của kho.", "The last key of the store stays."),
    "keyring-absent": (
        "Máy không có kho mật khẩu: dùng --key-file với tệp tạo bằng clerk key new.",
        "There is no keyring: use --key-file with a file made by clerk key new.",
    ),
    "keyring-locked": (
        "Kho mật khẩu đang khóa: mở khóa rồi làm lại, hoặc dùng --key-file.",
        "The keyring is locked: unlock it and try again, or use --key-file.",
    ),
    "keyring-failed": ("Kho mật khẩu bị lỗi.", "The keyring failed."),
    "recovery-key-wrong": ("Khóa khôi phục không đúng.", "The recovery key is not right."),
    "recovery-present": (
        "Khóa khôi phục đã được tạo; gỡ khóa cũ trước khi tạo lại.",
        "The recovery key exists; remove the old one before making another.",
    ),
    "recovery-absent": ("Kho chưa có khóa khôi phục.", "The store has no recovery key."),
    # the scanner
    "feeder-empty": (
        "Khay nạp giấy trống: đặt giấy vào rồi quét lại.",
        "The feeder is empty: put paper in and scan again.",
    ),
    "paper-jam": (
        "Kẹt giấy sau {pages} trang: lấy giấy kẹt ra rồi quét tiếp.",
        "Paper jam after {pages} pages: take the paper out and go on.",
    ),
    "cover-open": (
        "Nắp máy quét đang mở: đóng nắp rồi quét tiếp.",
        "The scanner's cover is open: close it and go on.",
    ),
    "device-offline": (
        "Không thấy máy quét {device}: kiểm tra nguồn, dây và mạng.",
        "The scanner {device} does not answer: check power, cable and network.",
    ),
    "device-busy": (
        "Máy quét {device} đang bận: đóng chương trình khác đang dùng máy.",
        "The scanner {device} is busy: close the program that uses it.",
    ),
    "access-denied": (
        "Tài khoản này không được dùng máy quét {device}: nhờ người quản trị cấp quyền.",
        "This account may not use the scanner {device}: ask the administrator.",
    ),
    "scan-io-error": (
        "Lỗi truyền dữ liệu với máy quét {device} sau {pages} trang: kiểm tra dây rồi quét tiếp.",
        "Data from {device} failed after {pages} pages: check the cable and go on.",
    ),
    "scanner-memory": (
        "Không đủ bộ nhớ để quét: giảm độ phân giải hoặc đóng chương trình khác.",
        "Not enough memory to scan: lower the resolution or close other programs.",
    ),
    "scanner-lost": (
        "Trình điều khiển máy quét đã dừng đột ngột; các trang đã nhận vẫn còn. Quét "
        "tiếp từ tờ sau.",
        "The scanner's driver has crashed; the pages received are kept. Go on with the next sheet.",
    ),
    "scanner-silent": (
        "Máy quét không trả lời nên đã bị ngắt; các trang đã nhận vẫn còn. Kiểm tra máy "
        "rồi quét tiếp.",
        "The scanner fell silent and was cut off; the pages received are kept. Look at "
        "it and go on.",
    ),
    "scanner-missing": (
        "Máy này chưa có thư viện máy quét: cài libsane1 (và sane-airscan).",
        "There is no scanner library here: install libsane1 (and sane-airscan).",
    ),
    "page-size-wrong": (
        "Trang {page} có khổ vô lý ({width} × {height} mm): kiểm tra khổ giấy rồi quét lại tờ đó.",
        "Page {page} has an impossible size ({width} × {height} mm): scan that sheet again.",
    ),
    "scanner-locked": (
        "Đầu quét đang khóa vận chuyển: mở khóa trên máy.",
        "The scanner is locked for transport: unlock it.",
    ),
    "scan-stopped": (
        "Đã dừng quét sau {pages} trang.",
        "The scan was stopped after {pages} pages.",
    ),
    "sheets-missing": (
        "Máy kéo {sheets} tờ nhưng chỉ trả {pages} ảnh; chưa ghi gì: quét lại cả tập.",
        "{sheets} sheets were fed and {pages} images came; nothing was written: scan the "
        "pile again.",
    ),
    "source-unknown": (
        "Máy quét không có nguồn giấy {source}; có: {known}.",
        "The scanner has no source {source}; it has: {known}.",
    ),
    "option-unknown": (
        "Máy quét không nhận tùy chọn {option}.",
        "The scanner does not take the option {option}.",
    ),
    "display-absent": (
        "Không có màn hình để mở cửa sổ; dùng dòng lệnh hoặc clerk demo --headless.",
        "There is no display for the window; use the commands or clerk demo --headless.",
    ),
    # rules
    "duplicate": (
        "Văn bản này đã đăng ký tại {entry}; số chưa bị lấy.",
        "This document is registered as {entry}; no number was spent.",
    ),
    "scan-present": ("{entry} đã có bản quét.", "{entry} has its scan already."),
    "no-scan": ("{entry} không có bản quét.", "{entry} has no scan."),
    **discovery_words.FAILURES,
    # not known
    "bug": (
        "Chương trình gặp lỗi chưa biết ({kind}); việc đã lưu vẫn còn.",
        "An unknown fault ({kind}); what was stored is kept.",
    ),
    "interrupted": ("Đã dừng theo yêu cầu.", "Stopped as asked."),
    **PEOPLE_FAILURES,
    **PROFILE_FAILURES,
    **GATE_FAILURES,
}


class _Known(dict[str, str | int]):
    """What a failure told of itself; a place that it did not tell stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def sentence(error: ClerkError, lang: str) -> str:
    """Say a failure in one sentence."""
    words = FAILURES[error.code][LANGUAGES.index(lang)]
    return words.format_map(_Known(error.detail))
