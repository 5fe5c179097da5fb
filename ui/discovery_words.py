"""The words of locking and destroying a secret document, in Vietnamese and English; no Qt."""

from collections.abc import Mapping

from clerk_app.domain.discovery import Place
from ui.labels import LANGUAGES, Words

WORDS: Mapping[str, Words] = {
    "is-locked": ("đã khóa và ẩn ở mọi nơi", "locked and hidden everywhere"),
    "is-released": ("đã mở lại", "shown again"),
    "is-removed": ("đã gỡ bỏ", "removed"),
    "report-written": ("Báo cáo người đứng đầu", "Report to the head of the office"),
    "backed-up": ("Đã sao lưu", "Backed up"),
    "many": (
        "Hôm nay đã gỡ bỏ {count} văn bản: phải có lãnh đạo xác nhận.",
        "{count} documents were destroyed today: the leader must confirm.",
    ),
    "password": ("Mật khẩu của {name}: ", "Password of {name}: "),
    # where a document may have gone
    "kind-export": ("Tệp PDF/A đã xuất", "Exported PDF/A"),
    "kind-book": ("Sổ đã lưu thành tệp", "Book saved as a file"),
    "kind-backup": ("Bản sao lưu", "Backup"),
    "kind-print": ("Bản in giấy", "Paper copy"),
    "kind-view": ("Người đã xem", "Who looked at it"),
    "kind-source": ("Bản giấy và tệp gốc đã đưa vào", "The paper, and the file that was given"),
    "kind-units": ("Đã chuyển đến", "Passed on to"),
    "kind-twin": ("Dòng khác có thể cùng văn bản", "Another entry that may be the same"),
    "kind-store": ("Kho dữ liệu", "Store"),
    "left-removed": ("đã xóa", "removed"),
    "left-rewritten": ("đã gỡ khỏi bản sao lưu", "taken out of the backup"),
    "left-changed": ("đã bị sửa, chưa xóa: hãy xem và xóa", "changed: look at it and delete it"),
    "left-missing": ("không còn ở chỗ cũ: hãy tìm", "not where it was: look for it"),
    "left-unreachable": (
        "không với tới: làm lại lệnh này khi với tới được",
        "out of reach: do this again when it is not",
    ),
    "left-look": ("phải thu hồi, xử lý", "to be called back"),
    "left-look-view": ("nhắc giữ bí mật", "to be told to keep it secret"),
    "left-look-twin": ("xem, và gỡ bỏ nếu cùng văn bản", "look, and destroy it if it is the same"),
    # the window
    "discover": ("Phát hiện tài liệu mật", "Secret document found"),
    "discover-key": ("Ctrl+Shift+M", "Ctrl+Shift+M"),
    "title": ("Phát hiện tài liệu mật", "A secret document was found"),
    "hidden-now": (
        "{entry} đã được khóa và ẩn ở mọi nơi: không xem, không tìm, không in, không xuất, "
        "không gửi đi được nữa.",
        "{entry} is locked and hidden everywhere: it can be neither seen, found, printed, "
        "exported nor sent.",
    ),
    "duty": (
        "Báo ngay người đứng đầu cơ quan. Gỡ bỏ vĩnh viễn cần người thứ hai; số và dòng sổ còn "
        "lại với ghi chú “đã gỡ bỏ”.",
        "Tell the head of the office at once. Destroying it takes a second person; number and "
        "line stay, marked as removed.",
    ),
    "source": ("Căn cứ: {source}", "Source: {source}"),
    "reason": ("Lý do gỡ bỏ", "Reason"),
    "reason-hint": (
        "Không nêu nội dung văn bản: lý do còn lại sau khi văn bản bị gỡ",
        "Nothing of its content: the reason stays when the document is gone",
    ),
    "second": ("Người thứ hai", "Second person"),
    "second-hint": ("Họ và tên lãnh đạo có mặt", "Name of the leader who is present"),
    "second-password": ("Mật khẩu của người thứ hai", "The second person's password"),
    "report": ("Báo cáo (PDF)", "Report (PDF)"),
    "choose": ("Chọn nơi lưu…", "Choose where…"),
    "no-report": ("Chưa chọn nơi lưu báo cáo", "No place chosen yet"),
    "report-missing": ("Hãy chọn nơi lưu báo cáo.", "Choose where the report goes."),
    "destroy": ("Gỡ bỏ vĩnh viễn", "Destroy for good"),
    "not-secret": ("Không phải tài liệu mật: mở lại", "It is not secret: show it again"),
    "later": ("Để khóa, xử lý sau", "Leave it locked"),
    "destroying": ("Đang gỡ bỏ mọi bản…", "Destroying every copy…"),
    "gone": (
        "Đã gỡ bỏ {entry}. Báo cáo: {report}",
        "{entry} was destroyed. Report: {report}",
    ),
    "still": ("Còn phải xử lý:", "Still to be dealt with:"),
    "nothing-left": (
        "Không còn nơi nào khác mà chương trình biết.",
        "The program knows of no other place.",
    ),
    "done": ("Xong", "Done"),
    "locked-pages": (
        "Đã khóa vì phát hiện là tài liệu mật.",
        "Locked: it was found to be secret.",
    ),
    "removed-pages": ("Đã gỡ bỏ.", "Removed."),
}


FAILURES: Mapping[str, Words] = {
    "entry-locked": (
        "{entry} đã khóa vì phát hiện là tài liệu mật.",
        "{entry} is locked: it was found to be secret.",
    ),
    "entry-removed": ("{entry} đã gỡ bỏ.", "{entry} was removed."),
    "second-missing": (
        "Cần người thứ hai (lãnh đạo): nêu tên người đó.",
        "A second person (a leader) is needed: give her name.",
    ),
    "reason-tells": (
        "Lý do không được nêu nội dung văn bản: nó còn lại sau khi văn bản bị gỡ.",
        "The reason may not tell the document's content: it stays when the document is gone.",
    ),
    "reason-too-long": ("Lý do dài quá {limit} ký tự.", "The reason is over {limit} letters."),
    "backup-broken": ("Bản sao lưu hỏng.", "The backup is damaged."),
    "backup-holds-draft": (
        "Văn bản đã hủy, nhưng bản sao lưu sau không tới được và có thể còn giữ nó: {files}. "
        "Hãy hủy bản sao lưu đó và lập bản mới.",
        "The document is destroyed, but this backup could not be reached and may hold it still: "
        "{files}. Destroy that backup and make a new one.",
    ),
}


def where(place: Place, lang: str) -> str:
    """Say where a document may be and what is to be done there."""
    named = " · ".join(each for each in (place.name, place.by, place.at[:10]) if each)
    kind = say(f"kind-{place.kind}", lang) + (f" ({named})" if named else "")
    own = f"left-{place.state}-{place.kind}"
    return f"{kind}: {say(own if own in WORDS else f'left-{place.state}', lang)}"


def say(key: str, lang: str, **values: str | int) -> str:
    """Give a word or sentence, its places filled."""
    return WORDS[key][LANGUAGES.index(lang)].format(**values)
