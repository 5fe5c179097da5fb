"""The sentences of failures about people, sessions, times and notices; no Qt."""

from collections.abc import Mapping

from ui.labels import Words

PEOPLE_FAILURES: Mapping[str, Words] = {
    "account-form": (
        "Tên tài khoản {name} không hợp lệ: chữ thường không dấu, chữ số, dấu chấm, gạch nối.",
        "{name} is no account name: small letters without marks, figures, dots, hyphens.",
    ),
    "mailbox-missing": (
        "Theo quy định, tên tài khoản là tên hộp thư công vụ: hãy nêu hộp thư (ten@...).",
        "By the rules an account bears the official mailbox's name: give it (name@...).",
    ),
    "person-unknown": (
        "Máy trạm không có người dùng {name}.",
        "This workstation has no person {name}.",
    ),
    "person-locked": (
        "Tài khoản {name} đã khóa (nghỉ hoặc chuyển công tác).",
        "The account {name} is locked (left or transferred).",
    ),
    "password-wrong": ("Mật khẩu của {name} không đúng.", "The password of {name} is wrong."),
    "sign-in-paused": (
        "Nhập sai mật khẩu 5 lần: {name} chờ {minutes} phút rồi thử lại.",
        "Five wrong passwords: {name} must wait {minutes} minutes.",
    ),
    "people-missing": (
        "Máy trạm chưa có danh sách người dùng: thêm bằng clerk people add.",
        "No people are defined here: add them with clerk people add.",
    ),
    "sign-in-needed": (
        "Người thực hiện phải đăng nhập trước (clerk sign-in).",
        "The acting person must sign in first (clerk sign-in).",
    ),
    "password-missing": (
        "{name} không có mật khẩu nên không thể là người thứ hai.",
        "{name} has no password and so cannot be the second person.",
    ),
    "same-person": (
        "Cần người thứ hai: {name} đang là người thực hiện.",
        "A second person is needed: {name} is the acting one.",
    ),
    "role-wrong": (
        "{name} không có vai trò cần thiết ({role}).",
        "{name} does not have the role that is needed ({role}).",
    ),
    "server-unreachable": (
        "Không tới được máy chủ {server}: phiên bản này chưa có máy chủ trung tâm; chưa lưu gì.",
        "The server {server} is not reached: this version has no central one; nothing was stored.",
    ),
    "duty-not-due": ("Việc {duty} không đến hạn lúc này.", "The duty {duty} is not due now."),
    "hours-form": (
        "Giờ làm việc chưa đúng: {given}. Viết như 1-5 07:00-11:30 13:30-17:00.",
        "Office hours are not understood: {given}. Write as 1-5 07:00-11:30 13:30-17:00.",
    ),
    "days-off-form": (
        "Ngày nghỉ chưa đúng: {given}. Viết dd/mm/yyyy hoặc yyyy-mm-dd.",
        "A day off is not understood: {given}. Write dd/mm/yyyy or yyyy-mm-dd.",
    ),
    "idle-out-of-range": (
        "Thời gian tự khóa từ 0 đến {most} phút.",
        "The window locks after 0 to {most} minutes.",
    ),
    "outage-empty": ("Chưa nêu sự cố.", "The incident is missing."),
    "outage-order": (
        "Thời gian hoạt động trở lại trước thời gian tạm ngừng.",
        "The restart lies before the pause.",
    ),
    "moment-form": (
        "Thời gian chưa đúng: {given}. Viết dd/mm/yyyy hh:mm, hoặc hh:mm của hôm nay.",
        "{given} is no time: write dd/mm/yyyy hh:mm, or hh:mm of today.",
    ),
    "page-too-large": (
        "Một trang lớn hơn giới hạn {limit} byte của quy định, không tách được.",
        "One page is larger than the rule's limit of {limit} bytes and cannot be parted.",
    ),
}
