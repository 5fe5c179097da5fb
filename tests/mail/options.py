"""What a caller may ask of a letter."""

from dataclasses import dataclass

from tests.mail.stamps import Mark
from tests.mail.vocabulary import Half


@dataclass(frozen=True)
class Options:
    """Every choice left None is made by the letter's own chance.

    Args:
        type_name: One of the 29 types, as `forms.FORMS` writes them.
        secrecy: MẬT, TỐI MẬT or TUYỆT MẬT, or a `Mark` that says how it was pressed.
        urgency: KHẨN, THƯỢNG KHẨN or HỎA TỐC (or a `Mark`).
        circulation: A text for ô 11, such as XEM XONG TRẢ LẠI (or a `Mark`).
        lookalike: BẢO MẬT, GIẢI MẬT or any framed text that is no secrecy mark, or `talk` for
            running text about state secrets.
        handwriting: Whether number and day are written by pen.
        incoming: Whether a receiving office's ĐẾN stamp is on page 1.
        sealed: Whether seal and signature are on the signature page.
        degradation: A key of `wear.DEGRADATIONS`.
        pages: Printed pages of the letter itself, without annex and blank backs.
        annex: None (no annex), `plain`, or `heading` (with a national heading of its own).
        blank_backs: Whether the empty back of each sheet was scanned too.
        vocabulary: Which half of the invented names.
        unique_word: Put into the subject and the body.
        dpi: Resolution of the scan.
        variety: Other houses (companies, schools, Party bodies, legal acts), other typefaces,
            folds, notes in the margin, and every way a copy gets worse.
    """

    type_name: str | None = None
    secrecy: str | Mark | None = None
    urgency: str | Mark | None = None
    circulation: str | Mark | None = None
    lookalike: str | Mark | None = None
    handwriting: bool | None = None
    incoming: bool | None = None
    sealed: bool = True
    degradation: str | None = None
    pages: int | None = None
    annex: str | None = None
    blank_backs: bool = False
    vocabulary: Half = "all"
    unique_word: str | None = None
    dpi: int = 300
    variety: bool = False
