"""The two icons of a control chart, drawn here, each always beside its words.

The first shows a line between its two limits and where its latest point lies, in the shape that
kind of point has in the chart. The second shows the range of usual variation and the target:
apart on the good side, apart on the wrong side, or one across the other. Without colours the
shapes still differ. Screen readers get the words and pass over the pictures.

Pictures and not inline SVG, which Streamlit takes out of our HTML. So, as for small trends, the
colours are mid-tones that stand out (3 to 1) on a light and on a dark page alike.
"""

from base64 import b64encode

from kpis.charts.palette import LIGHT
from kpis.charts.sparkline import LINE, TARGET
from kpis.model import Polarity
from kpis.ui.kit.html import Html, element
from kpis.words.control_charts import (
    ASSURANCE_MEANINGS,
    ASSURANCE_WORDS,
    CONCERN,
    FAIL,
    HIT_AND_MISS,
    IMPROVEMENT,
    NEUTRAL_HIGH,
    OPPOSED_MEANING,
    PASS,
    SPECIAL_CAUSES,
    UPWARDS,
    USUAL,
    VARIATION_WORDS,
    assurance_words,
    variation_meaning,
    variation_words,
)

_WIDTH, _HEIGHT = 64, 40
_QUIET, _STRONG = TARGET, LIGHT.outline
_UPPER, _LOWER, _MIDDLE = 10, 30, 20  # heights of both limits and of what lies between them


def variation(
    kind: str,
    special_cause: str,
    *,
    chart: str = "",
    latest: str = "",
    opposed: bool = False,
    rag: str = "",
) -> Html | None:
    """Whether the latest point says more than chance; None where nothing may be said.

    kind, special_cause, chart: SPC_SUMMARY's variation, special_cause and spc_chart. latest: what
    the latest point is, "26% in 2017/18."; with it a sentence says what the icon means. opposed:
    whether the direction of travel shown beside it goes the other way. rag: the rating shown
    beside it, "" where there is none.
    """
    if kind not in VARIATION_WORDS:
        return None
    why = SPECIAL_CAUSES.get(special_cause, "")
    cause = f"It is {why}. " if why else ""
    meaning = (
        f"{latest} {cause}{OPPOSED_MEANING if opposed else variation_meaning(kind, chart)}".strip()
    )
    icon = variation_icon(kind, special_cause)
    words = variation_words(kind, special_cause, opposed=opposed, rag=rag)
    return _signal(icon, words, meaning, bool(latest))


def assurance(kind: str, polarity: str, *, explained: bool = False, rag: str = "") -> Html | None:
    """What the usual ups and downs do with the target; None where nothing may be said.

    rag: the rating shown beside it, "" where there is none.
    """
    if kind not in ASSURANCE_WORDS:
        return None
    meaning = ASSURANCE_MEANINGS[kind]
    return _signal(assurance_icon(kind, polarity), assurance_words(kind, rag), meaning, explained)


def variation_icon(kind: str, special_cause: str = "Above UCL") -> Html:
    """A line between two dashed limits, its latest point in the shape of its kind."""
    limits = [
        f'<path d="M3 {height}H61" fill="none" stroke="{_QUIET}" stroke-width="1.3" '
        'stroke-dasharray="3 2.5"/>'
        for height in (_UPPER, _LOWER)
    ]
    if kind == USUAL:
        dot = f'<circle cx="55" cy="19" r="4" fill="{_QUIET}"/>'
        return _icon(*limits, _line("M6 22 16 16 26 24 36 17 46 23 55 19"), dot)
    up = any(word in special_cause for word in UPWARDS)
    path = [(6, 22), (16, 25), (26, 21), (36, 22), (46, 14), (54, 6)]
    drawn = " ".join(f"{x} {y if up else _HEIGHT - y}" for x, y in path)
    return _icon(*limits, _line(f"M{drawn}"), _point(kind, 54, 6 if up else _HEIGHT - 6))


def assurance_icon(kind: str, polarity: str = Polarity.HIGHER) -> Html:
    """The range of usual variation as a band, the target as a heavy line, and a sign."""
    if kind == HIT_AND_MISS:
        dot = f'<circle cx="55" cy="29" r="2" fill="{_STRONG}"/>'
        question = _heavy("M50 15C50 9 60 9 60 15 60 19 55 19 55 23")
        return _icon(_band(_UPPER), _target(_MIDDLE), question, dot)
    above = (kind == PASS) is (polarity != Polarity.LOWER)
    sign = "M48 20 53 26 61 13" if kind == PASS else "M50 14 60 26M60 14 50 26"
    band, target = (4, 33) if above else (16, 7)
    return _icon(_band(band), _target(target), _heavy(sign))


def _signal(icon: Html, words: str, meaning: str, explained: bool) -> Html:
    heading = element("span", words, class_="k-signal-words")
    below = element("span", meaning, class_="k-sub") if explained else None
    return element(
        "span",
        icon,
        element("span", heading, below),
        class_="k-signal k-signal-explained" if explained else "k-signal",
        title=None if explained else meaning,
    )


def _icon(*parts: str) -> Html:
    """A picture without words of its own: they stand beside it."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}">{"".join(parts)}</svg>'
    )
    source = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    return element("img", src=source, alt="", width=_WIDTH, height=_HEIGHT, class_="k-icon")


def _line(path: str) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{_QUIET}" stroke-width="1.8" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _heavy(path: str) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{_STRONG}" stroke-width="2.8" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _point(kind: str, x: int, y: int) -> str:
    """The shape that this kind of point has in control charts."""
    shape, colour = {
        IMPROVEMENT: (f"M{x - 5} {y - 5}h10v10h-10z", LINE),
        CONCERN: (f"M{x} {y - 6}l6 11h-12z", LIGHT.concern),
    }.get(kind, (f"M{x} {y - 6}l6 6-6 6-6-6z", LIGHT.news))
    return f'<path d="{shape}" fill="{colour}"/>'


def _band(top: int) -> str:
    return (
        f'<rect x="3" y="{top}" width="40" height="20" fill="{_QUIET}" fill-opacity=".35" '
        f'stroke="{_QUIET}" stroke-width="1"/>'
    )


def _target(height: int) -> str:
    return _heavy(f"M2 {height}H44")


# Each icon with its words, in the order in which they are explained.
VARIATIONS = (
    (USUAL, "Common Cause"),
    (IMPROVEMENT, "Above UCL"),
    (CONCERN, "Below LCL"),
    (NEUTRAL_HIGH, "Above UCL"),
)
ASSURANCES = (PASS, HIT_AND_MISS, FAIL)
