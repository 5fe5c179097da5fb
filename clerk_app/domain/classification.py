"""Secrecy, urgency and the categories of what may not be digitised."""

from enum import StrEnum

NO_EXCLUSION = "none"
SECRECY = "secrecy"


class SecrecyLevel(StrEnum):
    """Độ mật (Luật 117/2025/QH15), as the mark's words."""

    MAT = "MẬT"
    TOI_MAT = "TỐI MẬT"
    TUYET_MAT = "TUYỆT MẬT"


class UrgencyLevel(StrEnum):
    """Mức độ khẩn (NĐ 30/2020, Phụ lục I, ô 10b), as the mark's words."""

    KHAN = "KHẨN"
    THUONG_KHAN = "THƯỢNG KHẨN"
    HOA_TOC = "HỎA TỐC"


# Phụ lục VI gives `Priority` one digit and no values; these are the edXML practice's.
PRIORITY_DIGIT = {UrgencyLevel.KHAN: 1, UrgencyLevel.THUONG_KHAN: 2, UrgencyLevel.HOA_TOC: 3}
