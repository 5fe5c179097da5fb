"""Words of invented pages, laid out as NĐ 30/2020, Phụ lục I draws them."""

from clerk_app.domain.reading import PageText, Reading, suggest
from clerk_app.domain.scanning import Box, Word

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.68, 0.07)
MOTTO = ("Độc lập - Tự do - Hạnh phúc", 0.68, 0.09)
Row = tuple[str, float, float]

LETTER: list[Row] = [
    ("UBND TỈNH PHÙ LƯU", 0.27, 0.07),
    ("SỞ CÔNG VỤ", 0.27, 0.09),
    ("Số: 045/SCV-VP", 0.27, 0.12),
    ("V/v báo cáo kết quả trồng cây", 0.27, 0.15),
    ("đợt 2 năm 2025", 0.27, 0.168),
    NATION,
    MOTTO,
    ("Phù Lưu, ngày 05 tháng 02 năm 2025", 0.68, 0.12),
    ("Kính gửi: Các đơn vị trực thuộc", 0.5, 0.22),
    ("Sở Công vụ đề nghị các đơn vị gửi báo cáo về Văn phòng.", 0.5, 0.3),
    ("Nơi nhận:", 0.19, 0.7),
    ("- Như trên;", 0.19, 0.716),
    ("- Lãnh đạo Sở (để b/c);", 0.22, 0.73),
    ("- Lưu: VT, VP.", 0.2, 0.744),
    ("KT. GIÁM ĐỐC", 0.7, 0.7),
    ("PHÓ GIÁM ĐỐC", 0.7, 0.718),
    ("Đỗ Văn Thử", 0.7, 0.82),
]


def words_of(rows: list[Row], sure: float = 0.95) -> tuple[Word, ...]:
    """Set rows of text on a page, each centred on its place."""
    found = []
    for number, (text, x, y) in enumerate(rows):
        width = 0.0098 * len(text)
        left = x - width / 2
        at = 0
        for word in text.split():
            box = Box(left + 0.0098 * at, y - 0.006, left + 0.0098 * (at + len(word)), y + 0.006)
            found.append(Word(word, sure, box, number))
            at += len(word) + 1
    return tuple(found)


def read(rows: list[Row], aside: list[Row] | None = None, sure: float = 0.95) -> Reading:
    return suggest([PageText(1, words_of(rows, sure), aside=words_of(aside or []))], 1)


def values(reading: Reading) -> dict[str, object]:
    return {name: guess.value for name, guess in reading.fields.items()}


def without(rows: list[Row], *starts: str) -> list[Row]:
    return [row for row in rows if not row[0].startswith(starts)]


def swapped(rows: list[Row], start: str, text: str) -> list[Row]:
    assert any(row[0].startswith(start) for row in rows)
    return [(text, row[1], row[2]) if row[0].startswith(start) else row for row in rows]
