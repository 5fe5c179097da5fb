"""The family names that most people bear, and how many bear each."""

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
