"""The names that people bear: family names and how common they are, middle and given names."""

from clerk_app.domain.text import search_key, tone_key

COMMON = {
    "Nguyễn": 384, "Trần": 121, "Lê": 95, "Phạm": 71, "Hoàng": 40, "Huỳnh": 20, "Phan": 45,
    "Vũ": 22, "Võ": 20, "Đặng": 21, "Bùi": 20, "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10,
    "Lý": 5, "Đinh": 5, "Trương": 6, "Lâm": 3, "Mai": 4, "Trịnh": 4, "Đào": 4, "Lương": 3,
    "Hà": 4, "Cao": 3, "Thái": 2, "Tạ": 3, "Châu": 2, "Tô": 2, "Quách": 1, "Lưu": 2, "Tống": 1,
    "Kiều": 1, "Đoàn": 3, "Phùng": 2, "Nghiêm": 1, "Khương": 1, "Tăng": 1, "Vương": 1, "Bạch": 1,
    "Mạc": 1, "Doãn": 1, "Đàm": 2, "Triệu": 1, "Từ": 1, "Hứa": 1, "Chu": 3, "Lại": 1, "Ninh": 1,
    "Nông": 1, "Tôn": 1, "La": 1, "Đồng": 1, "Trình": 1,
}  # fmt: skip
"""Family names, and how many of a thousand people about bear each."""

RARE = 0.3
"""So many of a thousand people bear each family name that is not among the common ones."""

_SURNAMES = """
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Lâm Mai Trịnh
Đào Lương Hà Cao Thái Tạ Châu Tô Quách Lưu La Tống Kiều Đoàn Phùng Nghiêm Khương Tăng Quản Vương
Bạch Giáp Thạch Kim Danh Sơn Mạc Ma Âu Lò Vi Ksor Y H Rmah Doãn Mạnh Lục Hứa Đàm Triệu Từ Văn
Hạ Chu Cù Cung Diệp Điểu Giang Hán Hùng Khổng Khúc Lã Lại Lang Lăng Liêu Lường Mẫn Nhâm Nông Ninh
Ôn Phí Phương Phó Quan Quàng Quang Siu Tào Thân Thi Thiều Tiêu Tòng Tôn Trà Trang Triều Ứng Viên
Xa Bế Cà Cầm Chử Cấn Đồng Đổng Đậu Hàn Hàng Hầu Hoa Kha Kpă Lộc Lữ Lù Mã Nghê Nhan Phù Quế Sầm
Thẩm Thào Tiết Trình Vàng Vừ Giàng Sùng
"""
SURNAMES = frozenset(tone_key(name) for name in _SURNAMES.split())
"""The family names, as tone keys: nearly all of the country bears one of them."""

GIVEN = """
An Anh Ái Ánh Ân Ấn Âu Ba Bá Bắc Bách Bạch Bảo Bảy Băng Bằng Bích Biên Biểu Bình Bính Bốn Bổng Bùi
Bửu Cam Cảnh Canh Cao Cát Cầm Cẩm Cẩn Cận Chánh Chất Chấn Châm Chân Châu Chi Chí Chiểu Chiến Chiêu
Chín Chính Chinh Chuẩn Chung Chương Chức Công Cơ Cúc Cường Cương Cử Cửu Danh Dân Dần Di Diễm Diễn
Diện Diệp Diệu Dinh Doanh Doãn Du Duẩn Dung Dũng Duy Duyên Duyệt Dư Dương Dưỡng Đài Đại Đàm Đan
Đàn Đạo Đạt Đào Đăng Đẳng Đắc Đặng Đệ Điềm Điền Điệp Điều Đình Định Đính Đoan Đoàn Độ Đô Đồng Đông
Đống Đức Đương Đường Gia Giản Giang Giao Giáo Giáp Hà Hạ Hạc Hải Hai Hàn Hàng Hạnh Hào Hảo Hân
Hằng Hậu Hiên Hiến Hiển Hiệp Hiệu Hiếu Hiền Hoa Hòa Hoà Hóa Hoài Hoan Hoàn Hoàng Hoạch Hoạt Hội
Hồi Hồng Hợi Hợp Huân Huấn Huệ Huế Hùng Hưng Hương Hướng Hường Hữu Huy Huyên Huyến Huyền Huyện
Huỳnh Kha Khải Khang Khanh Khánh Khảo Khắc Khiêm Khiết Khoa Khoan Khoát Khôi Khuê Khương Khuyên Kỳ
Kiên Kiệm Kiểm Kiều Kiệt Kim Kính Lai Lại Lam Lan Lâm Lân Lập Lê Lệ Lịch Liêm Liên Liễu Linh Lĩnh
Loan Long Lộc Lợi Lua Luân Luận Lục Lựu Luyến Luyện Lý Lương Lượng Lưu Mai Mạnh Mão Mậu Mẫn Mây
Mến Mi Minh Mơ Muôn Mười Mừng Mỹ Nam Năm Nga Ngà Ngân Nghi Nghị Nghĩa Nghiêm Nghiệp Ngoan Ngọ Ngọc
Nguyên Nguyện Nguyệt Ngữ Nhã Nhàn Nhan Nhạn Nhật Nhất Nhâm Nhân Nhẫn Nhi Nhị Nhiên Nhu Nhung Như
Nhượng Nhựt Ninh Nội Nữ Oai Oanh Phả Phan Phác Phát Phẩm Phấn Phong Phòng Phú Phúc Phụng Phùng
Phước Phương Phượng Phi Phiên Quang Quảng Quân Quế Quy Quý Quyên Quyền Quyết Quyến Quỳnh Quốc Sa
Sang Sáng Sánh Sao Sâm Sen Sinh Sĩ Sỹ Son Song Sơn Soạn Sử Sự Sửu Sương Tài Tam Tâm Tân Tấn Tất
Tây Thạch Thái Thanh Thành Thạnh Thám Thân Thận Thảo Thao Thắm Thăng Thắng Thập Thất Thế Thể Thêm
Thi Thị Thiên Thiện Thiệp Thiệu Thìn Thinh Thịnh Thoa Thoại Thoan Thông Thống Thơ Thơm Thời Thới
Thu Thụ Thuần Thuận Thục Thuật Thúy Thuý Thùy Thuỳ Thủy Thuỷ Thuyên Thuyết Thư Thứ Thực Thưởng
Thương Thường Thược Tỉnh Tĩnh Tín Tình Tịnh Tiên Tiến Tiễn Tiệp Tiếp Tiếu Tiểu Tính Toan Toàn Toản
Toán Toại Tố Tôn Tống Tới Trà Trác Trạch Trang Tráng Trâm Trân Trấn Tri Trí Trì Triển Triết Triệu
Trinh Trình Trọng Trong Trung Trúc Trực Trường Trưởng Trương Truyền Tú Tư Tứ Từ Tự Tuân Tuấn Tuất
Tuệ Tùng Tuyên Tuyến Tuyền Tuyển Tuyết Tường Tưởng Tước Tý Uy Uyên Uyển Út Vạn Văn Vân Vấn Vẻ Viên
Viễn Việt Vinh Vĩnh Vịnh Vĩ Vị Vọng Vui Vũ Vỹ Vượng Vương Xanh Xuân Xuyên Xuyến Yên Yến Ý
"""
"""Syllables of middle and given names."""

FAMILIES = {name: COMMON.get(name, RARE) for name in _SURNAMES.split()}
"""All family names, and how many of a thousand people about bear each."""

_MOST_LIKE = 12


def _by_letters(names: str) -> dict[str, tuple[str, ...]]:
    """Give known names by their letters without marks."""
    known: dict[str, tuple[str, ...]] = {}
    for name in names.split():
        known[search_key(name)] = (*known.get(search_key(name), ()), name)
    return known


BY_FAMILY, BY_GIVEN = _by_letters(_SURNAMES), _by_letters(GIVEN)
"""Known names by their letters without marks."""


def is_called(word: str) -> bool:
    """Tell whether a word is a known middle or given name, or a family name used as one."""
    key, tone = search_key(word), tone_key(word)
    return any(
        tone_key(one) == tone for known in (BY_GIVEN, BY_FAMILY) for one in known.get(key, ())
    )


def called_like(word: str) -> list[str]:
    """Give the known given names that a misread word may be: other marks, or one other letter."""
    key, tone = search_key(word), tone_key(word)
    near = [one for letters, names in BY_GIVEN.items() if _is_near(letters, key) for one in names]
    return [one for one in near if tone_key(one) != tone][:_MOST_LIKE]


def _is_near(one: str, other: str) -> bool:
    """Tell whether two words are the same but for one letter, changed, lost or added."""
    if abs(len(one) - len(other)) > 1:
        return False
    least = min(len(one), len(other))
    start = next((at for at in range(least) if one[at] != other[at]), least)
    end = next((at for at in range(least - start) if one[-1 - at] != other[-1 - at]), least - start)
    return max(len(one), len(other)) - start - end <= 1
