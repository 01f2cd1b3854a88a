"""Colours hold their contrast, in colour, in grey and to colour-blind readers."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from kpis.charts.control.symbols import LOOKS, colour_of
from kpis.charts.palette import DARK, LIGHT
from kpis.charts.sparkline import LINE, TARGET
from kpis.model import RATED, RagStatus

ROOT = Path(__file__).parents[3]
PAGES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def linear(colour: str) -> list[float]:
    """Red, green and blue of #RRGGBB as light intensities from 0 to 1 (sRGB, IEC 61966-2-1)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it, 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@PAGES
def test_text_reaches_aa_on_the_page_and_on_panels(colours):
    for text in (colours.text, colours.quiet, colours.link):
        for ground in (colours.page, colours.panel):
            assert contrast(text, ground) >= 4.5


@PAGES
def test_lines_and_outlines_stand_out_from_the_page(colours):
    icons = (LINE, TARGET, LIGHT.concern, LIGHT.news)  # one picture for both pages
    for line in (*colours.series, colours.outline, *icons):
        assert contrast(line, colours.page) >= 3


@PAGES
@pytest.mark.parametrize("kind", LOOKS)
def test_points_of_control_charts_stand_out_from_the_page_and_from_the_shaded_band(colours, kind):
    for ground in (colours.page, colours.panel):
        assert contrast(colour_of(kind, colours), ground) >= 3
    assert contrast(colours.outline, colours.panel) >= 3  # limits, and the line that joins points


@PAGES
@pytest.mark.parametrize("status", RATED)
def test_a_rag_mark_stands_out_and_its_letter_is_readable(colours, status):
    fill = colours.rag[status]
    assert contrast(fill.letter, fill.area) >= 4.5
    assert contrast(fill.edge, colours.page) >= 3
    assert contrast(fill.edge, colours.panel) >= 3


# How eyes without one kind of cone mix the three lights: Viénot, Brettel and Mollon (1999) for
# protanopia and deuteranopia, Machado, Oliveira and Fernandes (2009) for tritanopia.
COLOUR_BLINDNESS = {
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@PAGES
def test_rag_fills_differ_in_lightness_in_grey(colours):
    areas = [colours.rag[status].area for status in RATED]
    for first, second in combinations(areas, 2):
        assert contrast(first, second) >= 1.7


@PAGES
@pytest.mark.parametrize("kind", COLOUR_BLINDNESS)
def test_rag_fills_differ_in_lightness_to_colour_blind_readers(colours, kind):
    seen = []
    for status in RATED:
        lights = linear(colours.rag[status].area)
        mixed = [
            sum(share * light for share, light in zip(row, lights, strict=True))
            for row in COLOUR_BLINDNESS[kind]
        ]
        seen.append(0.2126 * mixed[0] + 0.7152 * mixed[1] + 0.0722 * mixed[2])
    for first, second in combinations(seen, 2):
        darker, lighter = sorted((max(first, 0), max(second, 0)))
        assert (lighter + 0.05) / (darker + 0.05) >= 1.5


@PAGES
def test_lightness_follows_the_order_of_the_ratings(colours):
    lights = [luminance(colours.rag[status].area) for status in RATED]
    assert lights in (sorted(lights), sorted(lights, reverse=True))


def test_charts_use_the_analysis_function_palette_on_a_light_page():
    assert LIGHT.series == ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")


@pytest.mark.parametrize(("name", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_the_theme_of_the_server_has_the_same_colours(name, colours):
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    theme = config["theme"][name]
    assert theme["backgroundColor"] == colours.page
    assert theme["secondaryBackgroundColor"] == colours.panel
    assert theme["textColor"] == colours.text
    assert theme["linkColor"] == theme["primaryColor"] == colours.link
    assert tuple(theme["chartCategoricalColors"]) == colours.series


def test_every_rating_has_its_fill():
    for colours in (LIGHT, DARK):
        assert set(colours.rag) == {RagStatus.GREEN, RagStatus.AMBER, RagStatus.RED}
