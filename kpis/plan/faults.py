"""Faults of a plan's files as sentences: "file: key: what is wrong and what to write instead".

The people who keep a plan are officers, not programmers, so neither pydantic's nor tomllib's own
words are shown. A key is written as one finds it in the file: `years.2019/20.target`;
`themes[2].reason` is the reason in the second `[[themes]]`.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

Location = tuple[int | str, ...]

TEXT_PATTERN = r"\S"
ID_PATTERN = r"^[a-z][a-z0-9_]*$"  # goes into addresses, file names and the store
THEME_PATTERN = r"^[A-Za-z][A-Za-z0-9_]*$"  # as an id; capitals where the council writes them
LETTER_PATTERN = r"^[a-z]$"
LICENCE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9.-]*$"
PATTERN_WORDS = {
    TEXT_PATTERN: "must not be empty",
    ID_PATTERN: "must be small letters, figures and underscores, as in recycling_rate",
    THEME_PATTERN: "must be letters, figures and underscores, without a space",
    LETTER_PATTERN: "must be one small letter, as in a",
    LICENCE_PATTERN: "must be letters, figures, points and hyphens, as in OGL-UK-3.0",
}

_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_AT_END = re.compile(r"\s*\(at end of document\)$")
_TOML_WORDS = (
    ("Cannot overwrite a value", "the key stands there twice"),
    ("Cannot declare", "the table stands there twice"),
    ("Invalid value", 'the value is not understood; text needs straight quotes, as in "text"'),
    ("Expected '=' after a key", 'this is not of the form key = "value"'),
    ("Invalid statement", 'this is not of the form key = "value"'),
    ("Expected newline or end of document", "there is something after the value"),
    ("Unterminated string", "a text is not closed with a quote"),
    ("Illegal character", "a text is not closed with a quote, or holds a character TOML forbids"),
    ("Unclosed array", "a list is not closed with ]"),
)
_TYPES = {
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number, without quotes",
    "int_from_float": "must be a whole number, without quotes",
    "float_type": "must be a number, without quotes or a unit",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "date_type": "must be a date such as 2026-04-01, without quotes",
    "date_from_datetime_inexact": "must be a date such as 2026-04-01, without a time",
    "list_type": "must be a list in square brackets",
    "dict_type": "must be a table",
    "model_type": "must be a table",
}


def fault(file: str, key: str, sentence: str) -> str:
    return f"{file}: {key}: {sentence}"


def unparsable(file: str, error: Exception) -> str:
    """The fault of a file that is no TOML, with its line. `error`: tomllib's own."""
    words = str(error)
    place = "end of the file"
    if match := _AT_LINE.search(words):
        place = f"line {match[1]}"
    words = _AT_END.sub("", _AT_LINE.sub("", words))
    plain = next((ours for theirs, ours in _TOML_WORDS if words.startswith(theirs)), words)
    return fault(file, place, f"The file cannot be read: {plain}.")


def in_words(location: Iterable[int | str]) -> str:
    """("themes", 1, "reason") as "themes[2].reason"."""
    words = ""
    for step in location:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words


def sentence_of(kind: str, context: dict[str, Any], value: object, keys: Iterable[str]) -> str:
    """What is wrong with one value.

    kind, context: of pydantic's error, such as "enum" and {"expected": …}. value: the one at fault.
    keys: every key the file may have, to suggest the one that was meant.
    """
    if kind == "missing":
        return "is missing. Add it."
    if kind == "extra_forbidden":
        if context["key"] in keys:
            return "does not belong here, but to another table of this file. Move it."
        return f"is not a key of this file.{_did_you_mean(context['key'], keys)}"
    if kind in ("enum", "literal_error"):
        expected = context["expected"].replace("'", "")
        return f"must be one of {expected}; found {shown(value)}."
    if kind == "string_pattern_mismatch":
        return f"{PATTERN_WORDS[context['pattern']]}; found {shown(value)}."
    if kind == "string_too_long":
        limit, length = context["max_length"], len(str(value))
        return f"has {length} characters and may have {limit}. Shorten it."
    if kind in ("greater_than_equal", "less_than_equal", "greater_than"):
        bound = next(context[name] for name in ("ge", "le", "gt") if name in context)
        words = {"greater_than": "more than", "less_than_equal": "at most"}.get(kind, "at least")
        return f"must be {words} {bound:g}; found {shown(value)}."
    return f"{_TYPES.get(kind, 'is not understood')}; found {shown(value)}."


def shown(value: object) -> str:
    """A value as its file writes it, cut short when long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 40 else f'"{value[:37]}…"'
    if isinstance(value, int | float):
        return f"{value:g}" if abs(value) < 1e6 else str(value)
    if isinstance(value, datetime | date):
        return str(value)
    return "a list" if isinstance(value, list) else "a table"


def _did_you_mean(key: str, keys: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, sorted(keys), n=1)
    return f" Did you mean {near[0]}?" if near else " Remove it."
