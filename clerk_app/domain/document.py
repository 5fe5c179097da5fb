"""Kinds of documents, their notations and the authority a person signs by."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from clerk_app.domain.text import nfc, search_key

CONG_VAN = "Công văn"
"""Official letter: the one type whose name does not stand on the page."""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind of document.

    Attributes:
        name: As the regulation spells it.
        abbreviation: What stands for it in a notation; empty where it has none.
        of_article_7: One of the 29 types of NĐ 30/2020, Điều 7.
    """

    name: str
    abbreviation: str
    of_article_7: bool = True


ARTICLE_7 = (
    DocumentType("Nghị quyết", "NQ"),
    DocumentType("Quyết định", "QĐ"),
    DocumentType("Chỉ thị", "CT"),
    DocumentType("Quy chế", "QC"),
    DocumentType("Quy định", "QyĐ"),
    DocumentType("Thông cáo", "TC"),
    DocumentType("Thông báo", "TB"),
    DocumentType("Hướng dẫn", "HD"),
    DocumentType("Chương trình", "CTr"),
    DocumentType("Kế hoạch", "KH"),
    DocumentType("Phương án", "PA"),
    DocumentType("Đề án", "ĐA"),
    DocumentType("Dự án", "DA"),
    DocumentType("Báo cáo", "BC"),
    DocumentType("Biên bản", "BB"),
    DocumentType("Tờ trình", "TTr"),
    DocumentType("Hợp đồng", "HĐ"),
    DocumentType(CONG_VAN, ""),
    DocumentType("Công điện", "CĐ"),
    DocumentType("Bản ghi nhớ", "BGN"),
    DocumentType("Bản thỏa thuận", "BTT"),
    DocumentType("Giấy ủy quyền", "GUQ"),
    DocumentType("Giấy mời", "GM"),
    DocumentType("Giấy giới thiệu", "GGT"),
    DocumentType("Giấy nghỉ phép", "GNP"),
    DocumentType("Phiếu gửi", "PG"),
    DocumentType("Phiếu chuyển", "PC"),
    DocumentType("Phiếu báo", "PB"),
    DocumentType("Thư công", ""),
)
"""The 29 types in the order of NĐ 30/2020, Điều 7; abbreviations of Phụ lục III."""

ALSO_MET = tuple(
    DocumentType(name, abbreviation, of_article_7=False)
    for name, abbreviation in (
        ("Luật", ""),
        ("Pháp lệnh", "PL"),
        ("Lệnh", "L"),
        ("Nghị định", "NĐ"),
        ("Thông tư", "TT"),
        ("Thông tư liên tịch", "TTLT"),
        ("Nghị quyết liên tịch", "NQLT"),
        ("Văn bản hợp nhất", "VBHN"),
        ("Kết luận", "KL"),
        ("Quy chế phối hợp", "QCPH"),
        ("Thư mời", "TM"),
        ("Giấy triệu tập", "GTT"),
        ("Giấy chứng nhận", "GCN"),
    )
)
"""Types outside Điều 7 that arrive in the mail: legal acts, Party papers, older habits."""

TYPES = ARTICLE_7 + ALSO_MET
_BY_ABBREVIATION = {kind.abbreviation: kind for kind in TYPES if kind.abbreviation}
_LETTER_OF_PARTY = DocumentType(CONG_VAN, "CV")

AUTHORITIES = ("TUQ.", "TM.", "KT.", "TL.", "Q.")
"""Ký thừa ủy quyền, thay mặt, thay, thừa lệnh, quyền (NĐ 30/2020, Phụ lục I, ô 7a)."""

_AUTHORITY = re.compile(r"^\W*(TUQ|T/?M|K/?T|T/?L|Q)(?:[.,;:·]\s*|\s+)(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentCode:
    """Số và ký hiệu: the number, with its zeros and letters, and what follows its slash."""

    number: str
    notation: str

    def __str__(self) -> str:
        if not self.number and not self.notation:
            return ""
        mark = "-" if re.match(r"[^/-]+/", self.notation) and self._of_party() else "/"
        return f"{self.number}{mark}{self.notation}"

    def _of_party(self) -> bool:
        return not re.match(r"\d{4}/", self.notation)


def named_type(heading: str, least: float = 0.86) -> DocumentType | None:
    """Find the type that a heading names; tolerant of a misread letter.

    Args:
        heading: One line, such as `QUYẾT ĐỊNH`.
        least: How alike the letters must be, 0 to 1.
    """
    key = " ".join(re.findall(r"[a-z]+", search_key(heading)))
    best = max(TYPES, key=lambda kind: _alike(key, search_key(kind.name)))
    return best if _alike(key, search_key(best.name)) >= least else None


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def type_of_notation(notation: str) -> DocumentType | None:
    """Find the type a notation names: `QĐ-UBND`, `2024/QĐ-UBND`, `CV/TU`; a letter's names none."""
    groups = re.split(r"[-/]", nfc(notation))
    if re.fullmatch(r"(19|20)\d\d", groups[0]):
        groups = groups[1:]
    if len(groups) < 2:
        return None
    if groups[0] == _LETTER_OF_PARTY.abbreviation:
        return _LETTER_OF_PARTY
    return _BY_ABBREVIATION.get(groups[0])


def authority(line: str) -> tuple[str, str]:
    """Split a line over a signature: `KT. CHỦ TỊCH` into `KT.` and `CHỦ TỊCH`; `` when none."""
    found = _AUTHORITY.match(line)
    if not found:
        return "", line
    return found[1].replace("/", "").upper() + ".", line[found.end() :].strip()
