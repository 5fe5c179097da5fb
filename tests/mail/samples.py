"""Makes the demo's sample pages: `python -m tests.mail.samples` writes `resources/samples/`.

Five letters of different types, two with numbers written by pen, the blank back of one sheet, and
one letter with a secrecy mark. All of it is invented.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from tests.mail.files import Picture, to_pil
from tests.mail.letters import make_letter
from tests.mail.options import Options

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "samples"
DPI = 200
QUALITY = 60
_BASE = {"dpi": DPI, "degradation": "scan", "incoming": False, "vocabulary": "tuning"}
LETTERS: tuple[tuple[int, Options], ...] = (
    (311, Options(type_name="Công văn", pages=1, handwriting=False, **_BASE)),  # type: ignore[arg-type]
    (312, Options(type_name="Thông báo", pages=1, handwriting=True, **_BASE)),  # type: ignore[arg-type]
    (313, Options(type_name="Quyết định", pages=2, handwriting=False, **_BASE)),  # type: ignore[arg-type]
    (314, Options(type_name="Giấy mời", pages=1, handwriting=True, **_BASE)),  # type: ignore[arg-type]
    (315, Options(type_name="Kế hoạch", pages=1, handwriting=False, urgency="KHẨN", **_BASE)),  # type: ignore[arg-type]
)
MARKED = (316, Options(type_name="Báo cáo", pages=1, handwriting=False, secrecy="MẬT", **_BASE))  # type: ignore[arg-type]


def main() -> None:
    """Write the pages in the order in which they are fed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    number = 0
    written = {}
    for seed, options in (*LETTERS, MARKED):
        letter = make_letter(seed, options=options)
        if options.handwriting:
            written[str(letter.truth["notation"])] = _written(letter.truth)
        for image in letter.images:
            number += 1
            _save(image, number)
        if seed == 313:
            number += 1
            blank = np.full(image.shape, 250, np.uint8)
            noise = np.random.default_rng(1).normal(0, 1.5, image.shape)
            page = np.clip(blank + noise, 0, 255).astype(np.uint8)
            _save(page, number)
    text = json.dumps(written, ensure_ascii=False, indent=1)
    (FOLDER / "written.json").write_text(text + "\n", "utf-8")


def _written(content: dict[str, Any]) -> dict[str, str]:
    """Give what a pen wrote on a letter, as the clerk reads it from the paper."""
    fields = {"code_number": str(content["number"])}
    if "day" in content["extra"]["handwritten_or_stamped"]:
        fields["issued_date"] = str(content["issued_date"])
    return fields


def _save(picture: Picture, number: int) -> None:
    path = FOLDER / f"page-{number:02}.jpg"
    to_pil(picture).save(path, quality=QUALITY, dpi=(DPI, DPI))


if __name__ == "__main__":
    main()
