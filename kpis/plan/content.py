"""A plan as one text, and back: what a release keeps of the plan it was made with.

A release must go on rating by the targets it was published with, whatever becomes of the plan's
files. What is kept is the plan as the program read it, every value written out: a default that a
later version changes does not reach into a past release, a field that a later version adds takes
its default, and one it gives up is passed over.

The text is the same for the same plan on every machine, so a plan that did not change between two
releases is kept once, under the SHA-256 of its text. Folders of first figures are left out: they
are paths of one machine, and a release needs none.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kpis.errors import PlanError
from kpis.model import Plan

_LEFT_OUT = frozenset({"first_figures"})
# Fields that came after plans had been kept: where a plan says nothing there, its text stays what
# it was, and so does the digest it is kept and told apart by.
_LATER = frozenset(
    {
        "rating",
        "baseline",
        "green_limit",
        "amber_limit",
        "green_limit_upper",
        "amber_limit_upper",
        "green_profile",
        "amber_profile",
        "service",
        "team",
        "director",
        "cabinet_member",
        "directorate",  # of an activity, as the owner: those of a measure are always said
        "owner",
        "previous",
        "agreed",
        "changes",
        "survey",
        "question",
        "surveys",
        "partnership",
        "partners",
        "why",
        "challenges",
        "principles",
        "about",
        "key_outcomes",
        "borough",
        "earlier_ids",
        "proposed",
        "agreed_by",
        "agreed_on",
        "agreed_reason",
        "retired_reason",
        "earlier",
        "survey_owner",
        "waves",
        "publication",
    }
)


def content_of(plan: Plan) -> str:
    """The text of a plan: JSON with its keys in order.

    plan: as its files have it. What posts pin to it (`annotations.py`) belongs to the store.
    """
    return json.dumps(_plain(plan), ensure_ascii=False, sort_keys=True, indent=1)


@lru_cache(maxsize=8)
def plan_of_content(text: str) -> Plan:
    """The plan that `content_of` wrote, without first figures; the very same for the same text.

    Raises PlanError where the text is damaged, or says what this program does not know.
    """
    try:
        plan: Plan = _value(Plan, json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PlanError(
            f"The plan kept with a release cannot be read by this version of the program: {error}. "
            "Use the version that made the release, or a later one."
        ) from error
    return plan


def _plain(value: Any) -> Any:
    """What JSON can hold of a value of `kpis.model`."""
    if is_dataclass(value):
        return {
            each.name: _plain(getattr(value, each.name))
            for each in fields(value)
            if each.name not in _LEFT_OUT
            and not (each.name in _LATER and getattr(value, each.name) == each.default)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _value(kind: Any, plain: Any) -> Any:
    """The value of a declared type that `_plain` made this of."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        if plain is None:
            return None
        (kind,) = (each for each in arguments if each is not NoneType)
        return _value(kind, plain)
    if origin is tuple:
        return tuple(_value(arguments[0], each) for each in plain)
    if origin in (dict, Mapping):
        return {key: _value(arguments[1], each) for key, each in plain.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        known = {name: each for name, each in plain.items() if name in hints}
        return kind(**{name: _value(hints[name], each) for name, each in known.items()})
    if kind is date:
        return date.fromisoformat(plain)
    if isinstance(kind, type) and issubclass(kind, Enum | Path | float):
        return kind(plain)
    if not isinstance(plain, kind):
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    return plain


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}
