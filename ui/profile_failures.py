"""What is wrong with a regulation profile: file, line and key, in both languages; no Qt."""

from collections.abc import Mapping

from ui.labels import Words

PROFILE_FAILURES: Mapping[str, Words] = {
    "profile-unknown": ("Không có bộ quy định {profile}.", "There is no profile {profile}."),
    "profile-invalid": (
        "{file}, dòng {line}: giá trị của {where} không đúng.",
        "{file}, line {line}: the value of {where} is not right.",
    ),
    "profile-key-unknown": (
        "{file}, dòng {line}: không có mục nào tên {where}.",
        "{file}, line {line}: there is no key {where}.",
    ),
    "profile-key-missing": (
        "{file}, dòng {line}: thiếu {where}.",
        "{file}, line {line}: {where} is missing.",
    ),
    "profile-source-missing": (
        "{file}, dòng {line}: quy định phải có căn cứ (văn bản, điều khoản): thiếu {where}.",
        "{file}, line {line}: a rule needs its source (instrument, article): {where} is missing.",
    ),
    "profile-value-unknown": (
        "{file}, dòng {line}: {where} chỉ nhận: {known}.",
        "{file}, line {line}: {where} is one of: {known}.",
    ),
    "profile-limit": (
        "{file}, dòng {line}: {where} phải từ {least} đến {most}.",
        "{file}, line {line}: {where} lies between {least} and {most}.",
    ),
    "profile-contradiction": (
        "{file}, dòng {line}: {where} mâu thuẫn với {other}.",
        "{file}, line {line}: {where} contradicts {other}.",
    ),
    "profile-hours": (
        "{file}, dòng {line}: giờ làm việc {where} chồng lên nhau hoặc kết thúc trước khi bắt đầu.",
        "{file}, line {line}: the office hours {where} overlap, or end before they begin.",
    ),
    "profile-twice": (
        "{file}, dòng {line}: mã {id} có hai lần ({where}).",
        "{file}, line {line}: the id {id} stands twice ({where}).",
    ),
    "profile-circular": (
        "{file}, dòng {line}: bộ quy định mở rộng vòng tròn qua {profile}.",
        "{file}, line {line}: the profiles extend each other in a circle by {profile}.",
    ),
    "profile-base-unknown": (
        "{file}, dòng {line}: không có bộ quy định {profile} để mở rộng.",
        "{file}, line {line}: there is no profile {profile} to extend.",
    ),
    "profile-not-toml": (
        "{file}, dòng {line}: không đúng cú pháp TOML.",
        "{file}, line {line}: this is not TOML.",
    ),
    "profile-not-utf8": (
        "{file}, dòng {line}: không phải chữ UTF-8; hãy lưu tệp bằng mã UTF-8.",
        "{file}, line {line}: not UTF-8; store the file as UTF-8.",
    ),
    "profile-too-large": (
        "{file} lớn hơn {most} kB: không phải bộ quy định.",
        "{file} is larger than {most} kB: no profile.",
    ),
    "profile-taken": (
        "{file}: mã {profile} là của bộ quy định có sẵn; đặt mã khác và ghi extends.",
        "{file}: the id {profile} is one of ours; take another and extend it.",
    ),
}
