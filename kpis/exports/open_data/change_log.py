"""The change log of the data, made by machine: for machines as JSON, for people as Markdown."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from kpis.exports.open_data.json_text import said
from kpis.model import Release
from kpis.periods import period_of_id
from kpis.reports.open_data.differences import Difference
from kpis.reports.open_data.versions import Versioned
from kpis.words.days import uk_day
from kpis.words.lists import counted
from kpis.words.report.release_standing import ended

_LISTED = 50  # lines of each kind that people are shown; machines get all
_KINDS = ("removed", "redefined", "added", "corrected")
_HEADINGS = {
    "removed": "No longer there",
    "redefined": "Redefined: the same name stands for something else",
    "added": "Added",
    "corrected": "Corrected, or told anew",
}
# Signs that Markdown takes for something; one within a word, as in an id, is none.
_SIGNS = re.compile(r"[\\`*\[\]<>#|~&$]|(?<!\w)_|_(?!\w)")


def change_record(one: Versioned) -> dict[str, Any]:
    """What changed with a release, whole, for machines."""
    release = one.release
    return {
        "version": str(one.version),
        "release": release.number,
        "quarter": release.quarter_id,
        "published_at": f"{release.published_at:%Y-%m-%dT%H:%M:%S}Z",
        "compared_with": one.since.number if one.since else None,
        "step": one.differences.step.value if one.since else None,
        "correction": release.reason,
        **{kind: [_record(each) for each in getattr(one.differences, kind)] for kind in _KINDS},
    }


def change_log(versioned: Iterable[Versioned]) -> dict[str, Any]:
    """Every version, newest first, with how much changed in each; the whole stands with each."""
    return {
        "versions": [
            {
                key: len(value) if key in _KINDS else value
                for key, value in change_record(one).items()
            }
            for one in _newest_first(versioned)
        ]
    }


def change_log_text(versioned: Iterable[Versioned], title: str) -> str:
    """The same as Markdown for people. Whatever anybody typed is text in it."""
    lines = [f"# {plain(title)}: change log", "", *_INTRODUCTION, ""]
    for one in _newest_first(versioned):
        lines += _section(one)
    return "\n".join(lines).rstrip() + "\n"


_INTRODUCTION = (
    "A version has three numbers. The first grows where something disappeared or was redefined, "
    "the second where something was added, the third where nothing but values or words were "
    "corrected.",
)


def _section(one: Versioned) -> list[str]:
    release = one.release
    quarter = period_of_id(release.quarter_id).label
    lines = [
        f"## {one.version}: release {release.number} of {quarter}, {uk_day(release.published_at)}",
        "",
    ]
    if release.reason:
        lines += [f"Why it was corrected: {plain(ended(release.reason))}", ""]
    lines += [_compared(one.since), ""]
    for kind in _KINDS:
        found: Sequence[Difference] = getattr(one.differences, kind)
        if found:
            lines += [f"### {_HEADINGS[kind]}: {len(found):,}", ""]
            lines += [f"- {_words(each)}" for each in found[:_LISTED]]
            if len(found) > _LISTED:
                lines.append(f"- and {counted(len(found) - _LISTED, 'more line')}, in changes.json")
            lines.append("")
    return lines


def _compared(since: Release | None) -> str:
    if since is None:
        return "There was nothing before it to compare it with."
    quarter = period_of_id(since.quarter_id).label
    return f"Compared with release {since.number} of {quarter}."


def _words(difference: Difference) -> str:
    """One change in a line: "figures, figure: measure recycling, period 2018-19: outturn 22.1, was
    21.9"."""
    where = ", ".join(f"{name} {plain(value)}" for name, value in difference.where.items())
    line = f"{difference.table}, {difference.what}: {where}"
    if not difference.column:
        return line
    if not difference.before and not difference.after:
        return f"{line}: {difference.column} is withheld now"
    now, was = (plain(each) or "nothing" for each in (difference.after, difference.before))
    return f"{line}: {plain(difference.column)} is {now}, was {was}"


def _record(difference: Difference) -> dict[str, Any]:
    record: dict[str, Any] = {
        "what": difference.what,
        "table": difference.table,
        "where": dict(difference.where),
    }
    if difference.column:
        record |= {
            "column": difference.column,
            "before": difference.before,
            "after": difference.after,
        }
    return said(record) | {key: record[key] for key in ("before", "after") if key in record}


def _newest_first(versioned: Iterable[Versioned]) -> list[Versioned]:
    return sorted(versioned, key=lambda each: each.release.number, reverse=True)


def plain(text: str) -> str:
    """Text that Markdown takes for nothing else, on one line."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
