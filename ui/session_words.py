"""The words of people, sessions, the day's duties and the outage notice; no Qt."""

from collections.abc import Mapping

from clerk_app.domain.clock import screen_date
from clerk_app.domain.duty import Reminder
from ui.intake_words import language
from ui.labels import LANGUAGES, Words

WORDS: Mapping[str, Words] = {
    # people
    "clerk": ("văn thư", "clerk"),
    "leader": ("lãnh đạo", "leader"),
    "inspector": ("người kiểm tra", "inspector"),
    "person-added": ("Đã thêm", "Added"),
    "name-given": (
        "Tên này đã có người dùng: tài khoản mới là {name}.",
        "The name was taken: the new account is {name}.",
    ),
    "locked-since": ("đã khóa từ {day}", "locked since {day}"),
    "no-password": ("không có mật khẩu", "no password"),
    "password-of": ("Mật khẩu của {name}: ", "Password of {name}: "),
    # sessions
    "signed-in": ("Đã đăng nhập", "Signed in"),
    "signed-out": ("Đã đăng xuất", "Signed out"),
    "nobody-signed-in": ("Không có ai đang đăng nhập.", "Nobody was signed in."),
    "who-works": ("Ai làm việc?", "Who works?"),
    "who-works-lead": (
        "Mọi việc từ đây ghi vào nhật ký dưới tên người đăng nhập.",
        "All that is done from here on is recorded under this name.",
    ),
    "window-locked": ("Cửa sổ đã khóa", "The window is locked"),
    "window-locked-lead": (
        "Nội dung được che. Máy quét và việc đang chạy vẫn tiếp tục.",
        "Everything is covered. Scanning and what is under way go on.",
    ),
    "person": ("Người làm việc", "Person"),
    "password": ("Mật khẩu", "Password"),
    "password-none": ("không cần mật khẩu", "none is needed"),
    "sign-in": ("Đăng nhập", "Sign in"),
    "unlock": ("Mở khóa", "Unlock"),
    "sign-out": ("Đăng xuất", "Sign out"),
    "lock-now": ("Khóa cửa sổ", "Lock the window"),
    "checking": ("Đang kiểm tra…", "Checking…"),
    "leave-signed-in": (
        "{user} chưa đăng xuất. Quy định: đăng xuất khi hết ngày làm việc ({source}).",
        "{user} is still signed in. The rule: sign out at the end of the day ({source}).",
    ),
    "leave-title": ("Hết ngày làm việc", "End of the day"),
    "sign-out-and-close": ("Đăng xuất và đóng", "Sign out and close"),
    "close-only": ("Đóng, chưa đăng xuất", "Close, stay signed in"),
    "stay": ("Ở lại", "Stay"),
    # duties
    "duties": ("Việc đến hạn", "Duties that are due"),
    "nothing-due": ("Không có việc nào đến hạn.", "Nothing is due."),
    "due-strip": ("{words} (Ctrl+D)", "{words} (Ctrl+D)"),
    "due-more": ("{words} và {count} việc khác (Ctrl+D)", "{words} and {count} more (Ctrl+D)"),
    "due-done": ("Đã làm: {words}", "Done: {words}"),
    "due-since": ("{label} · từ {moment}", "{label} · since {moment}"),
    "due-at": ("{label} · lúc {clock}", "{label} · at {clock}"),
    "due-period": ("{label} · {period}", "{label} · {period}"),
    "quarter": ("quý {number} năm {year}", "quarter {number} of {year}"),
    "half-year": ("6 tháng {number} năm {year}", "half-year {number} of {year}"),
    "half-1": ("đầu", "1"),
    "half-2": ("cuối", "2"),
    "year": ("năm {year}", "the year {year}"),
    # outage
    "outage": ("Thông báo sự cố…", "Notice of an outage…"),
    "outage-title": ("Thông báo sự cố", "Notice of an outage"),
    "outage-lead": (
        "Năm điểm phải báo ngay cho người đứng đầu và người sử dụng.",
        "Five points, told at once to the head and the users.",
    ),
    "outage-what": ("Sự cố", "Incident"),
    "outage-from": ("Tạm ngừng từ", "Paused since"),
    "outage-until": ("Hoạt động lại lúc", "Restarts at"),
    "outage-unknown": ("chưa xác định: để trống", "leave empty while unknown"),
    "outage-interim": ("Biện pháp tạm thời", "Interim measures"),
    "outage-entering": ("Nhập văn bản sau khi chạy lại", "Entering documents afterwards"),
    "outage-print": ("Lưu thông báo…", "Save the notice…"),
    "notice-printed": ("Đã lập thông báo", "The notice was written"),
    "cancel": ("Bỏ", "Cancel"),
    "quit": ("Thoát chương trình", "Quit"),
    # settings
    "times": ("Giờ giấc của cơ quan", "The office's times"),
    "times-save": ("Lưu giờ giấc", "Store the times"),
    "times-saved": ("Đã lưu giờ giấc.", "The times are stored."),
    "hours": ("Giờ làm việc", "Office hours"),
    "hours-hint": (
        "Thứ 2 là 1: 1-5 07:00-11:30 13:30-17:00. Để trống: giờ đề xuất này.",
        "Monday is 1: 1-5 07:00-11:30 13:30-17:00. Empty: these, as a proposal.",
    ),
    "days-off": ("Ngày nghỉ", "Days off"),
    "days-off-hint": ("dd/mm/yyyy, cách nhau bằng dấu cách", "dd/mm/yyyy, parted by spaces"),
    "idle-minutes": ("Tự khóa sau (phút)", "Lock after (minutes)"),
    "idle-hint": (
        "0: không tự khóa. Chỉ tự khóa khi máy có danh sách người dùng.",
        "0: never. The window locks by itself only where people are defined.",
    ),
    # export by rule
    "exported-parts": (
        "Tệp lớn hơn giới hạn nên được tách thành {count} phần ({source}).",
        "Larger than the limit: parted into {count} ({source}).",
    ),
    "larger-than-rule": (
        "Tệp lớn hơn giới hạn {limit} MB ({source}); xuất vào một thư mục để tách.",
        "Larger than {limit} MB ({source}); export into a folder to part it.",
    ),
}
_ORDINALS = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def say_in(key: str, lang: str, **values: str | int) -> str:
    """Give a word or sentence in a language, its places filled."""
    return WORDS[key][LANGUAGES.index(lang)].format(**values)


def say(key: str, **values: str | int) -> str:
    """Give a word or sentence in the language on screen."""
    return say_in(key, language(), **values)


def reminder(each: Reminder, lang: str) -> str:
    """Say what is due: its label with its hour, or its period."""
    label = str(getattr(each.duty.label, lang))
    if each.period:
        return say_in("due-period", lang, label=label, period=period(each.period, lang))
    if each.duty.hours:
        moment = f"{each.due:%H:%M} {screen_date(each.due.date())}"
        return say_in("due-since", lang, label=label, moment=moment)
    return say_in("due-at", lang, label=label, clock=f"{each.due:%H:%M}")


def period(name: str, lang: str) -> str:
    """Say a report's period: `2026-Q3` is `quý III năm 2026`."""
    year, _, part = name.partition("-")
    if not part:
        return say_in("year", lang, year=year)
    number = part[1:]
    if part.startswith("H"):
        return say_in("half-year", lang, number=say_in(f"half-{number}", lang), year=year)
    return say_in("quarter", lang, number=_ORDINALS[number], year=year)
