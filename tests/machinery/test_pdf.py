"""PDF/A files that we make: read back with poppler, qpdf, pypdf and our own reader."""

import io
import re
import unicodedata
from datetime import datetime
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image as Pillow
from PIL import ImageCms, ImageDraw, ImageFont

from clerk_app.core import pdf_text
from clerk_app.core.pdf import Conversion, make
from clerk_app.core.pdf_checks import check
from clerk_app.core.pdf_reader import pdf_facts, read_pdf
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Word
from resources.icc import make_srgb
from tests.helpers.pdf_made import (
    CONVERSION,
    cleared,
    lines,
    made_file,
    page_of,
    run,
    sheet,
)

BASE = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = "\u0300\u0301\u0303\u0309\u0323"
LETTERS = [
    *(unicodedata.normalize("NFC", base + tone) for base in BASE for tone in ["", *TONES]),
    "đ",
    "Đ",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_file(tmp_path_factory.mktemp("pdf"))


def test_outside_programs_find_it_sound(made: Path) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", str(made))
    told = run("pdfinfo", "-isodates", str(made))
    fields = dict(re.findall(r"^(.+?):\s+(.*)$", told, re.MULTILINE))
    assert fields["Title"] == CONVERSION.title
    assert fields["PDF version"] == "1.7"
    assert (fields["Encrypted"], fields["JavaScript"], fields["Form"]) == ("no", "no", "none")
    wide, high = (float(side) for side in fields["Page size"].split(" pts")[0].split(" x "))
    assert wide == pytest.approx(595.28, abs=0.2)
    assert high == pytest.approx(841.89, abs=0.2)
    assert re.search(
        r"GlyphlessText +CID TrueType +Identity-H +yes no +yes", run("pdffonts", str(made))
    )


def test_own_checks_find_nothing(made: Path) -> None:
    assert check(made.read_bytes()) == []


def test_every_vietnamese_letter_comes_back() -> None:
    assert len(set(LETTERS)) == 146
    rows = [" ".join("x" + letter for letter in LETTERS[at : at + 20]) for at in range(0, 146, 20)]
    words = [
        Word(unicodedata.normalize("NFD", word.text), 1.0, word.box, word.line)
        for word in lines(*rows)
    ]
    data = make(cleared(page_of(sheet())), [words], CONVERSION)
    text = run("pdftotext", "-", "-", data=data)
    assert text.split() == " ".join(rows).split()
    (page,) = read_pdf(data)
    assert [word.text for word in page.text] == " ".join(rows).split()
    assert not page.digital, "a search layer over a scan"


@pytest.mark.parametrize("slope", [0.0, 0.008, -0.008])
def test_lines_can_be_copied_and_found_in_place(slope: float, tmp_path: Path) -> None:
    rows = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/SVD-VP"]
    words = lines(*rows, slope=slope)
    path = tmp_path / "lines.pdf"
    path.write_bytes(make(cleared(page_of(sheet())), [PageText(1, tuple(words))], CONVERSION))
    assert run("pdftotext", str(path), "-").strip().splitlines() == rows
    page = next(read_pdf(path))
    for word, found in zip(words, page.text, strict=True):
        off = [abs(a - b) for a, b in zip(word.box, found.box, strict=True)]
        assert word.text == found.text
        assert max(off[0], off[2]) < 0.004
    boxes = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)".*>HỘI<', run("pdftotext", "-bbox", str(path), "-")
    )
    hoi = next(word for word in words if word.text == "HỘI")
    assert float(boxes[0][0]) == pytest.approx(hoi.box.left * 595.28, abs=1)
    assert float(boxes[0][1]) == pytest.approx(hoi.box.top * 841.89, abs=2.5)


def test_strange_words_do_no_harm() -> None:
    texts = ["(\\)<>", "\x00\x07", "", "😀", "a\u0301", "]TJ ET"]
    words = [
        Word(text, 1, Box(0.1, 0.1 * n, 0.2, 0.1 * n + 0.01), n) for n, text in enumerate(texts)
    ]
    words += [Word("flat", 1, Box(0.5, 0.5, 0.5, 0.5), 9), Word("line", 1, Box(0, 0.9, 1, 0.9), 10)]
    data = make(cleared(page_of(sheet())), [words], CONVERSION)
    assert check(data) == []
    assert run("pdftotext", "-", "-", data=data).split() == [
        "(\\)<>",
        "□",
        "á",
        "]TJ",
        "ET",
        "line",
    ]


def test_a_page_without_words_has_no_font() -> None:
    data = make(cleared(page_of(sheet(150), 150)), [()], CONVERSION)
    assert check(data, text=False, least_dpi=149) == []
    assert check(data, least_dpi=149) == ["page 1: no text"]
    assert "image of 150 dpi" in check(data, text=False)[0]


def test_the_same_document_gives_the_same_bytes() -> None:
    document = cleared(page_of(sheet()), page_of(sheet(200), 200))
    texts = [lines("Một"), lines("Hai")]
    assert make(document, texts, CONVERSION) == make(document, texts, CONVERSION)


def test_texts_are_one_a_page() -> None:
    with pytest.raises(ValueError, match="one text a page"):
        make(cleared(page_of(sheet(100), 100)), [], CONVERSION)


def test_the_record_of_conversion_is_in_the_metadata(made: Path) -> None:
    with pikepdf.open(made) as pdf, pdf.open_metadata() as packet:
        assert packet.pdfa_status == "2B"
        own = "{urn:ban-van-thu:conversion:1}"
        assert packet[own + "office"] == CONVERSION.office
        assert packet[own + "station"] == "MAY-01"
        assert packet[own + "at"] == "2026-11-22T09:30:15+07:00"
        assert packet[own + "sourcePages"] == "1"
        assert "chuyển đổi từ văn bản giấy" in packet[own + "statement"]
        assert packet["dc:title"] == CONVERSION.title
    raw = made.read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in raw, "readable without a PDF library"
    assert raw.count(b"<pdfaProperty:name>") == 5


def test_a_conversion_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Conversion(datetime(2026, 1, 1), "o", "s")


def test_the_profile_is_what_its_script_makes() -> None:
    stored = Path(make_srgb.__file__).with_name("srgb.icc").read_bytes()
    assert stored == make_srgb.profile()
    ours = ImageCms.ImageCmsProfile(io.BytesIO(stored))
    colours = Pillow.fromarray(np.random.default_rng(1).integers(0, 256, (64, 64, 3), np.uint8))
    same = ImageCms.profileToProfile(colours, ours, ImageCms.createProfile("sRGB"))
    assert same is not None
    assert np.abs(np.asarray(same, int) - np.asarray(colours, int)).max() <= 1


def test_the_font_is_one_that_programs_open() -> None:
    font = pdf_text.font_file()
    assert len(font) < 1000
    assert sum(np.frombuffer(font + bytes(-len(font) % 4), ">u4").tolist()) % 2**32 == 0xB1B0AFBA
    drawn = Pillow.new("L", (100, 50), 255)
    kind = ImageFont.truetype(io.BytesIO(font), 40)
    ImageDraw.Draw(drawn).text((0, 0), "  ", font=kind)
    assert drawn.getextrema() == (255, 255)
    assert kind.getlength(" ") == 20


def test_facts_of_our_own_file(made: Path) -> None:
    facts = pdf_facts(made)
    assert (facts.pages, facts.javascript, facts.attachments, facts.encrypted) == (
        1,
        False,
        False,
        False,
    )
