"""What a device's options mean, in tables: devices that are not at hand."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from clerk_app.domain.scanning import Colour, OptionValue, SourceKind
from scanner import sane_options
from scanner.sane_options import BOOL, FIXED, INT, ONE, STRING

GLASS, FEEDER, DUPLEX, OTHER = (
    SourceKind.FLATBED,
    SourceKind.FEEDER,
    SourceKind.DUPLEX,
    SourceKind.OTHER,
)


@dataclass
class Option:
    """As pyinsane2 gives one."""

    val_type: int
    constraint: list[int] | tuple[int, int, int] | None = None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Flatbed", GLASS),
        ("FlatBed", GLASS),
        ("Document Table/Platen", GLASS),
        ("ADF", FEEDER),
        ("ADF Front", FEEDER),
        ("ADF Back", OTHER),
        ("ADF Duplex", DUPLEX),
        ("ADF Simplex", FEEDER),
        ("Automatic Document Feeder", FEEDER),
        ("Automatic Document Feeder(left aligned)", FEEDER),
        ("Automatic Document Feeder(left aligned,Duplex)", DUPLEX),
        ("Card Front", OTHER),
        ("Card Duplex", DUPLEX),
        ("Transparency Unit", OTHER),
        ("Manual Feed Tray", OTHER),
    ],
)
def test_sources_by_name(name: str, kind: SourceKind) -> None:
    assert sane_options.kind_of(name) is kind


@pytest.mark.parametrize(
    ("names", "device", "switch", "first", "kinds"),
    [
        (["Flatbed", "ADF", "ADF Duplex"], "", False, "ADF", [FEEDER, GLASS, DUPLEX]),
        (["ADF Duplex", "ADF Back", "ADF Front"], "", False, "ADF Front", [FEEDER, DUPLEX, OTHER]),
        (["Flatbed", "ADF"], "", True, "ADF", [FEEDER, GLASS, DUPLEX]),
        (["Flatbed"], "", True, "Flatbed", [GLASS]),
        ([], "flatbed scanner", False, "", [GLASS]),
        ([], "sheetfed scanner", False, "", [FEEDER]),
        ([], "sheetfed scanner", True, "", [FEEDER, DUPLEX]),
    ],
)
def test_the_feeder_comes_first(
    names: Sequence[str], device: str, switch: bool, first: str, kinds: list[SourceKind]
) -> None:
    found = sane_options.sources(names, device, switch)
    assert found[0].name == first
    assert [source.kind for source in found] == kinds


@pytest.mark.parametrize(
    ("option", "value", "raw"),
    [
        (Option(FIXED), 300, 300 * ONE),
        (Option(FIXED, (0, 200 * ONE, 0)), 297.0, 200 * ONE),
        (Option(FIXED, (ONE, 9 * ONE, 0)), 0, ONE),
        (Option(INT), 300.4, 300),
        (Option(INT, (75, 600, 1)), 1200, 600),
        (Option(INT, [100, 200]), 200, 200),
        (Option(BOOL), True, 1),
        (Option(STRING), "ADF", "ADF"),
    ],
)
def test_values_as_the_device_wants_them(option: Option, value: OptionValue, raw: object) -> None:
    made = sane_options.raw(option, value)
    assert (made, type(made)) == (raw, type(raw))


def test_fixed_point_is_read_as_what_it_means() -> None:
    assert sane_options.plain(Option(FIXED), 3276800) == 50
    assert sane_options.plain(Option(INT), 300) == 300


@pytest.mark.parametrize(
    ("option", "offered"),
    [
        (Option(INT, [600, 75, 300]), (75, 300, 600)),
        (Option(FIXED, [75 * ONE, 300 * ONE]), (75, 300)),
        (Option(FIXED, (50 * ONE, 300 * ONE, ONE)), (75, 100, 150, 200, 240, 300)),
        (Option(INT, None), ()),
    ],
)
def test_resolutions(option: Option, offered: tuple[int, ...]) -> None:
    assert sane_options.resolutions(option) == offered


@pytest.mark.parametrize(
    ("bounds", "best"), [([100, 200, 600], 600), ([100, 200], 200), ((75, 600, 1), 300)]
)
def test_as_much_resolution_as_asked_for_or_more(
    bounds: list[int] | tuple[int, int, int], best: float
) -> None:
    assert sane_options.best_resolution(Option(INT, bounds), 300) == best


@pytest.mark.parametrize(
    ("names", "colour", "word"),
    [
        (["Lineart", "Gray", "Color"], Colour.COLOUR, "Color"),
        (["24bit Color[Fast]", "24bit Color", "True Gray"], Colour.COLOUR, "24bit Color"),
        (["Black & White", "Gray[Error Diffusion]", "True Gray"], Colour.GREY, "True Gray"),
        (["Black & White", "True Gray"], Colour.BILEVEL, "Black & White"),
        (["Binary", "Grayscale"], Colour.BILEVEL, "Binary"),
        (["Gray", "Color"], Colour.BILEVEL, None),
        ([], Colour.COLOUR, None),
    ],
)
def test_colour_modes_by_name(names: list[str], colour: Colour, word: str | None) -> None:
    assert sane_options.mode_for(names, colour) == word
