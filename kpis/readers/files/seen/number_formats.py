"""What a number looks like in its cell: Excel's number formats, as far as a return needs them.

Known: sections and their conditions, literals, thousands and scaling commas, decimals, percent
signs, plain powers of ten, colours and currencies. Of anything else (dates, fractions, a width
that cuts a number short) nothing is said: `shown_as` gives None, "cannot tell", and the cell counts
as showing what it holds. No library that is kept renders such formats.

Nearly every cell of a return has one of a dozen formats and shows all that it holds, so a format
is taken apart once and a number that loses nothing is known by its text alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

NOTHING_SHOWN = " "

_DIGITS = Context(prec=15)  # as many as Excel keeps: 57.699999999999996 is 57.7 to it
_LONGEST = 11  # characters of a number in a General cell that is shown in full
_NO_STATEMENT = frozenset({"", "General", "GENERAL", "general", "@"})

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
  | \\(?P<escaped>.)
  | _(?P<skipped>.)
  | \*(?P<filled>.)
  | \[(?P<bracketed>[^\]]*)\]
  | (?P<general>General)
  | (?P<digit>[0\#?])
  | (?P<point>\.)
  | (?P<comma>,)
  | (?P<percent>%)
  | (?P<text>@)
  | (?P<plain>[-+$£€()'!&~{}<>=:^\s]|–|−)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?[0-9]{1,2}", re.I)
_WHITE = re.compile(r"white|colou?r ?2", re.I)
_CURRENCY = re.compile(r"\$(?P<sign>[^-]+)(?:-[0-9A-Fa-f]+)?|\$-[0-9A-Fa-f]+")

# In a number format: "quoted text", a character escaped, skipped or repeated, [colour].
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
_POWERS = re.compile(r"(?P<whole>[#0]+)(?:\.(?P<places>0+))?E(?P<sign>[+-])(?P<digits>0+)", re.I)
_PLAIN = re.compile(r"(?:0|#,##0)(?:\.(?P<places>[0#]+))?(?P<percent>%)?")


class _Token(NamedTuple):
    kind: str  # "digit", "literal", "comma"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """before, after: literals around the number. whole: digits and what stands among them.

    places: digits after the point, of which `needed` are shown even where they are 0.
    power: of ten, by which the number is multiplied before it is shown.
    """

    condition: tuple[str, Decimal] | None = None
    before: str = ""
    whole: tuple[_Token, ...] = ()
    places: int = 0
    needed: int = 0
    thousands: bool = False
    power: int = 0
    after: str = ""
    general: bool = False
    unseen: bool = False  # in white letters

    @property
    def has_number(self) -> bool:
        return bool(self.whole) or self.places > 0 or self.general


def shown_as(number: str, number_format: str) -> str | None:
    """What a person sees of a number in a cell of that format, without outer blanks.

    number: its shortest decimal, as "-1234.5". None where it cannot be told; "" where the format
    hides it.
    """
    if number_format in _NO_STATEMENT:
        return None
    powers = _POWERS.fullmatch(number_format)
    sections = None if powers else _sections(number_format)
    if powers is None and sections is None:
        return None
    try:
        value = _DIGITS.create_decimal(number)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return _with_power(value, powers) if powers else _rendered(value, sections or ())


def shown_otherwise(number: str, number_format: str) -> str:
    """What a cell shows where that is not simply the number in full; "" where it is, or is unknown.

    A number that is hidden altogether is given as NOTHING_SHOWN.
    """
    if number_format in _NO_STATEMENT:
        return ""
    kept = _plain_places(number_format)
    if kept is not None and _places_of(number) <= kept:
        return ""
    shown = shown_as(number, number_format)
    if shown is None:
        return ""
    if not shown:
        return NOTHING_SHOWN
    return "" if _is_in_full(shown, number, number_format) else shown


def is_percentage(number_format: str) -> bool:
    """Whether the format multiplies by a hundred: "0.0%", but not '0"%"'."""
    return "%" in number_format and "%" in without_literals(number_format)


def without_literals(number_format: str) -> str:
    """The format without what it writes as it stands."""
    return _LITERAL.sub("", number_format)


def hides_texts(number_format: str) -> bool:
    """Whether a text in a cell of that format is not seen either, as in ";;;"."""
    if number_format.count(";") < 3:
        return False
    sections = _split(number_format)
    return len(sections) == 4 and sections[3] == []


def shows_month(number_format: str) -> bool:
    """Whether a date is shown as "Jul-19", which spreadsheets keep as 1 July 2019."""
    letters = set(without_literals(number_format).lower())
    return {"m", "y"} <= letters and not letters & {"d", "h", "s"}


def shows_year(number_format: str) -> bool:
    """Whether a date is shown as its year alone, which leaves open how that year is meant."""
    return set(without_literals(number_format).lower().partition(";")[0]) == {"y"}


@lru_cache(maxsize=1024)
def _plain_places(number_format: str) -> int | None:
    """How many decimals of the number a plain format shows: "0.0" 1, "0%" 2; None for others."""
    match = _PLAIN.fullmatch(number_format)
    return len(match["places"] or "") + 2 * bool(match["percent"]) if match else None


def _places_of(number: str) -> int:
    return len(number.partition(".")[2])


def _is_in_full(shown: str, number: str, number_format: str) -> bool:
    power = 2 if is_percentage(number_format) else 0
    digits = shown.replace(",", "").removesuffix("%" if power else "")
    if re.fullmatch(r"-?[0-9]*\.?[0-9]+(?:E[+-]?[0-9]+)?", digits):
        return Decimal(digits) == _DIGITS.create_decimal(number).scaleb(power)
    return False


def _with_power(value: Decimal, powers: re.Match[str]) -> str:
    """ "1.33E+04" of 13250: as many digits before the point as the power of ten leaves."""
    step, places = len(powers["whole"]), Decimal(1).scaleb(-len(powers["places"] or ""))
    power = value.adjusted() // step * step if value else 0
    digits = abs(value).scaleb(-power).quantize(places, ROUND_HALF_UP, Context(prec=40))
    if digits >= 10**step:  # 9.996 in two decimals
        power += step
        digits = digits.scaleb(-step).quantize(places)
    sign = "-" if power < 0 else "+" if powers["sign"] == "+" else ""
    minus = "-" if value < 0 else ""
    return f"{minus}{digits}E{sign}{abs(power):0{len(powers['digits'])}}"


def _rendered(value: Decimal, sections: Sequence[_Section]) -> str | None:
    section, sign = _section_for(value, sections)
    if section is None:
        return None
    if section.unseen:
        return ""
    if not section.has_number:
        literals = section.before + section.after
        return f"{sign}{literals}".strip() if literals else ""
    if section.general:
        text = format(abs(value).normalize(_DIGITS), "f")
        number = text if len(text) <= _LONGEST else None
    else:
        number = _digits(abs(value).scaleb(section.power), section)
    if number is None:
        return None
    return f"{sign}{section.before}{number}{section.after}".strip()


def _section_for(value: Decimal, sections: Sequence[_Section]) -> tuple[_Section | None, str]:
    """The section that a number is shown by, and the sign that is put before it."""
    minus = "-" if value < 0 else ""
    if any(section.condition for section in sections):
        for section in _with_defaults(sections):
            if section.condition is None or _holds(value, section.condition):
                # Whether Excel writes a sign of its own here depends on the condition.
                return (None, "") if minus and section.has_number else (section, "")
        return None, ""
    if len(sections) == 1:
        return sections[0], minus
    if value < 0:
        return sections[1], ""
    if value == 0 and len(sections) > 2:
        return sections[2], ""
    return sections[0], ""


def _with_defaults(sections: Sequence[_Section]) -> list[_Section]:
    """Of three sections of which the first alone has a condition, the second is for below zero."""
    below = ("<", Decimal(0))
    if len(sections) < 3 or sections[1].condition:
        return list(sections[:3])
    first, second, third = sections[:3]
    return [first, replace(second, condition=below), third]


def _holds(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _digits(value: Decimal, section: _Section) -> str | None:
    """The digits of a number that is not below zero, in the places of the section."""
    try:
        rounded = value.quantize(
            Decimal(1).scaleb(-section.places), ROUND_HALF_UP, Context(prec=40)
        )
    except InvalidOperation:
        return None
    whole, _, fraction = format(rounded, "f").partition(".")
    fraction = fraction[: section.needed] + fraction[section.needed :].rstrip("0")
    text = _whole(whole.lstrip("0"), section)
    return f"{text}.{fraction}" if section.places else text


def _whole(digits: str, section: _Section) -> str:
    """The digits before the point: from the right into their places, all others into the first."""
    places = [token for token in section.whole if token.kind == "digit"]
    padded = digits.rjust(len(places))
    extra, of_places = padded[: len(padded) - len(places)], padded[len(padded) - len(places) :]
    parts: list[str] = []
    at = 0
    for token in section.whole:
        if token.kind == "literal":
            parts.append(token.text if at and parts[-1:] != [""] else "")
            continue
        digit = of_places[at]
        shown = {"0": "0", "?": " ", "#": ""}[token.text] if digit == " " else digit
        parts.append(extra + shown if not at else shown)
        at += 1
    text = "".join(parts)
    if not section.thousands:
        return text
    bare = text.strip()
    return ",".join(bare[max(0, end - 3) : end] for end in range(len(bare), 0, -3)[::-1])


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[_Section, ...] | None:
    """A format taken apart; None where something of it is not known."""
    made = []
    for tokens in _split(number_format):
        section = None if tokens is None else _section(tokens)
        if section is None:
            return None
        made.append(section)
    return tuple(made[:3])  # the fourth is for texts


def _split(number_format: str) -> list[list[tuple[str, str]] | None]:
    """The tokens of each section, None for one with something that is not known."""
    sections: list[list[tuple[str, str]] | None] = [[]]
    at = 0
    while at < len(number_format):
        if number_format[at] == ";":
            sections.append([])
            at += 1
            continue
        match = _TOKEN.match(number_format, at)
        if match is None:
            sections[-1] = None
            at += 1
            continue
        at = match.end()
        if (of_section := sections[-1]) is not None and match.lastgroup:
            of_section.append((match.lastgroup, match[match.lastgroup]))
    return sections


def _section(tokens: Sequence[tuple[str, str]]) -> _Section | None:
    condition: tuple[str, Decimal] | None = None
    unseen = False
    flat: list[_Token] = []
    for kind, text in tokens:
        match kind:
            case "quoted" | "escaped" | "plain":
                flat.append(_Token("literal", text))
            case "skipped":
                flat.append(_Token("literal", " "))
            case "filled":
                continue
            case "bracketed":
                if found := _CONDITION.fullmatch(text.strip()):
                    condition = (found[1], Decimal(found[2]))
                elif found := _CURRENCY.fullmatch(text):
                    flat.append(_Token("literal", found["sign"] or ""))
                elif not _COLOUR.fullmatch(text.strip()):
                    return None
                else:
                    unseen |= bool(_WHITE.fullmatch(text.strip()))
            case _:
                flat.append(_Token("general" if kind == "text" else kind, text))
    made = _section_of(flat, condition)
    return replace(made, unseen=True) if made and unseen else made


def _section_of(flat: list[_Token], condition: tuple[str, Decimal] | None) -> _Section | None:
    kinds = [token.kind for token in flat]
    percents = kinds.count("percent")
    flat = [_Token("literal", "%") if token.kind == "percent" else token for token in flat]
    number = [at for at, kind in enumerate(kinds) if kind in ("digit", "point", "general")]
    if not number:
        if "comma" in kinds:
            return None
        return _Section(condition=condition, before="".join(token.text for token in flat))
    first, last = number[0], number[-1]
    while last + 1 < len(flat) and kinds[last + 1] == "comma":
        last += 1
    before, inner, after = flat[:first], flat[first : last + 1], flat[last + 1 :]
    if any(token.kind == "comma" for token in (*before, *after)):
        return None
    around = _Section(
        condition=condition,
        before="".join(token.text for token in before),
        after="".join(token.text for token in after),
    )
    if "general" in kinds:
        return replace(around, general=True) if len(number) == 1 and not percents else None
    return _with_digits(inner, 2 * percents, around)


def _with_digits(inner: list[_Token], power: int, around: _Section) -> _Section | None:
    kinds = [token.kind for token in inner]
    if kinds.count("point") > 1:
        return None
    point = kinds.index("point") if "point" in kinds else len(inner)
    whole, fraction = inner[:point], inner[point + 1 :]
    scaling = 0
    for part in (fraction, whole):
        while part and part[-1].kind == "comma":
            part.pop()
            scaling += 1
    if any(token.kind != "digit" for token in fraction):
        return None
    thousands = any(token.kind == "comma" for token in whole)
    digits = tuple(token for token in whole if token.kind != "comma")
    if thousands and any(token.kind == "literal" for token in digits):
        return None
    needed = max((at for at, token in enumerate(fraction, 1) if token.text == "0"), default=0)
    return replace(
        around,
        whole=digits,
        places=len(fraction),
        needed=needed,
        thousands=thousands,
        power=power - 3 * scaling,
    )
