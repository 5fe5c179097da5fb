"""The 29 types of administrative document (Điều 7, Phụ lục III) and the form each is set in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """One type of document.

    Args:
        name: As the decree lists it.
        abbreviation: What its notation starts with; two types have none.
        template: The file under `templates/` that sets it.
        addressed: Whether "Kính gửi" stands above the text.
        short: Whether it always fits one page.
    """

    name: str
    abbreviation: str | None
    template: str = "named"
    addressed: bool = False
    short: bool = False

    @property
    def printed(self) -> str:
        return self.name.upper()


_ALL = (
    Form("Nghị quyết", "NQ", "decision"),
    Form("Quyết định", "QĐ", "decision"),
    Form("Chỉ thị", "CT"),
    Form("Quy chế", "QC"),
    Form("Quy định", "QyĐ"),
    Form("Thông cáo", "TC"),
    Form("Thông báo", "TB"),
    Form("Hướng dẫn", "HD"),
    Form("Chương trình", "CTr"),
    Form("Kế hoạch", "KH"),
    Form("Phương án", "PA"),
    Form("Đề án", "ĐA"),
    Form("Dự án", "DA"),
    Form("Báo cáo", "BC", addressed=True),
    Form("Biên bản", "BB", "minutes"),
    Form("Tờ trình", "TTr", addressed=True),
    Form("Hợp đồng", "HĐ", "agreement"),
    Form("Công văn", None, "letter", addressed=True),
    Form("Công điện", "CĐ", "telegram"),
    Form("Bản ghi nhớ", "BGN", "agreement"),
    Form("Bản thỏa thuận", "BTT", "agreement"),
    Form("Giấy ủy quyền", "GUQ", "introduction", short=True),
    Form("Giấy mời", "GM", "invitation", short=True),
    Form("Giấy giới thiệu", "GGT", "introduction", short=True),
    Form("Giấy nghỉ phép", "GNP", "leave", short=True),
    Form("Phiếu gửi", "PG", "slip", addressed=True, short=True),
    Form("Phiếu chuyển", "PC", "slip", addressed=True, short=True),
    Form("Phiếu báo", "PB", "slip", addressed=True, short=True),
    Form("Thư công", None, "personal", short=True),
)

FORMS: dict[str, Form] = {form.name: form for form in _ALL}

# What a registry meets: mostly công văn, then decisions, notices and plans.
WEIGHTS: dict[str, int] = {
    **dict.fromkeys(FORMS, 1),
    "Công văn": 30,
    "Quyết định": 10,
    "Thông báo": 7,
    "Báo cáo": 7,
    "Kế hoạch": 7,
    "Tờ trình": 5,
    "Giấy mời": 6,
    "Công điện": 3,
}
