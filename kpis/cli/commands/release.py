"""`kpis release` and `kpis releases`: publish a quarter, and see what was published."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import READER, open_chain, open_store, parse_quarter
from kpis.cli.output import print_json, print_table, say
from kpis.cli.sending import send_after_publishing
from kpis.errors import NotReadyToPublish
from kpis.model import (
    Plan,
    Release,
    ReleaseFault,
    ReleaseWarning,
    local_administrator,
    standing_of,
)
from kpis.periods import ReportingPeriod, period_of_id
from kpis.words.figures import is_known, with_marker
from kpis.words.releases import CHECK_MEANINGS, check_sentence
from kpis.words.report.release_standing import STANDING_WORDS, standing_sentence
from kpis.words.report.restated import NOT_SEEN, both_written, hides_a_change
from kpis.words.statuses import STATUS_WORDS

if TYPE_CHECKING:
    from kpis.analysis.report.release_changes import ReleaseChanges
    from kpis.analysis.report.release_checks import ReleaseCheck, ReleaseChecks
    from kpis.frames import DifferenceRow
    from kpis.use_cases.release_preview import ReleasePreview

ALL = "all"


@click.command("release")
@options.period("the quarter, such as 2019-20-Q2", required=True)
@click.option("--by", default="", metavar="POST", help="the post that publishes")
@options.note("release, for readers: it stands on every page of it")
@click.option("--reason", default="", metavar="TEXT", help="for readers: what is corrected and why")
@click.option(
    *("--accept", "accepted"),
    multiple=True,
    type=click.Choice((*(kind.value for kind in ReleaseWarning), ALL)),
    help="publish in spite of warnings of this kind; may be given several times",
)
@click.option("--check", "only_check", is_flag=True, help="only list faults and warnings")
@options.as_json
@options.store_and_plan
def release(
    period: str,
    by: str,
    note: str,
    reason: str,
    accepted: Sequence[str],
    only_check: bool,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Publish the approved figures of a quarter.

    A release holds periods up to the quarter's end and the plan as it stands, and is shown under
    its number for good. Faults block it; a kind of warning is accepted with --accept. Where it is
    not published, faults and warnings are listed. A second release of a quarter is a correction: it
    needs --reason, and marks what it changes with [r].
    """
    from kpis.use_cases.release_preview import preview_release
    from kpis.use_cases.signoff import ALL_WARNINGS, publish_release

    chain = open_chain(plan_folder, for_figures=True)
    quarter = parse_quarter(period)
    store, plan = open_store(store_path, chain), chain.in_force(quarter)
    kinds = ALL_WARNINGS if ALL in accepted else {ReleaseWarning(kind) for kind in accepted}
    if only_check:
        preview = preview_release(store, plan, quarter, actor=READER)
        return _tell(plan, quarter, preview, kinds, as_json)
    try:
        made = publish_release(
            store,
            plan,
            quarter,
            actor=local_administrator(by),
            note=note,
            reason=reason,
            accepted=kinds,
        )
    except NotReadyToPublish as error:
        say(f"kpis: {error}")
        preview = preview_release(store, plan, quarter, actor=READER)
        _tell(plan, quarter, preview, kinds, as_json)
        return error.exit_code
    send_after_publishing(store, lambda: chain)
    if as_json:
        print_json(_document(made))
    else:
        held = f"{made.figures:,} {'figure' if made.figures == 1 else 'figures'}"
        print(f"Release {made.number} of {quarter.label} is published: {held}.")
    return 0


def _tell(
    plan: Plan,
    quarter: ReportingPeriod,
    preview: "ReleasePreview",
    accepted: "frozenset[ReleaseWarning] | set[ReleaseWarning]",
    as_json: bool,
) -> int:
    """List what a release is checked by; the exit code it would end with."""
    checks = preview.checks
    ready = not checks.faults and set(checks.kinds) <= set(accepted)
    if as_json:
        print_json(_checks_document(plan, quarter, preview, accepted, ready))
    else:
        _print_checks(plan, quarter, preview)
    return 0 if ready else NotReadyToPublish.exit_code


def _checks_document(
    plan: Plan,
    quarter: ReportingPeriod,
    preview: "ReleasePreview",
    accepted: "frozenset[ReleaseWarning] | set[ReleaseWarning]",
    ready: bool,
) -> dict[str, Any]:
    checks = preview.checks
    return {
        "period": quarter.id,
        "ready": ready,
        "corrects": preview.previous.number if preview.previous else None,
        "due": checks.due,
        "came_in": checks.came_in,
        "past": preview.past,
        "faults": [_kind(plan, quarter, checks, kind) for kind in ReleaseFault if checks.of(kind)],
        "warnings": [
            _kind(plan, quarter, checks, kind) | {"accepted": kind in accepted}
            for kind in checks.kinds
        ],
    }


def _kind(
    plan: Plan,
    quarter: ReportingPeriod,
    checks: "ReleaseChecks",
    kind: ReleaseFault | ReleaseWarning,
) -> dict[str, Any]:
    found = checks.of(kind)
    return {
        "kind": kind.value,
        "sentence": check_sentence(kind, len(found), quarter.label),
        "figures": [_check(plan, check) for check in found],
    }


def _check(plan: Plan, check: "ReleaseCheck") -> dict[str, Any]:
    measure = plan.measures_by_id.get(check.measure_id)
    return {
        "code": measure.code if measure else None,
        "id": check.measure_id or None,
        "period": check.period_id or None,
        "about": check.about,
    }


def _print_checks(plan: Plan, quarter: ReportingPeriod, preview: "ReleasePreview") -> None:
    checks = preview.checks
    print(preview.summary(quarter))
    blocking = [kind for kind in ReleaseFault if checks.of(kind)]
    for word, kinds in (("Blocked", blocking), ("Warning", checks.kinds)):
        for kind in kinds:
            found = checks.of(kind)
            sentence = check_sentence(kind, len(found), quarter.label)
            print(f"{word} ({kind.value}): {sentence} {CHECK_MEANINGS[kind]}")
            for check in found:
                if line := _line(plan, check):
                    print(f"  {line}")


def _line(plan: Plan, check: "ReleaseCheck") -> str:
    measure = plan.measures_by_id.get(check.measure_id)
    period = period_of_id(check.period_id).label if check.period_id else ""
    named = f"{measure.code} {measure.title}" if measure else ""
    return ", ".join(filter(None, (named, period if measure else "", check.about)))


@click.command("releases")
@click.option("--changes", type=int, metavar="N", help="what release N changed, old and new")
@options.as_json
@options.store_and_plan
def releases(as_json: bool, store_path: Path, plan_folder: Path, changes: int | None = None) -> int:
    """List what was published.

    The newest release first. Of a correction also what it changed: figures, ratings, aims,
    definitions, annotations and activities.
    """
    from kpis.store import releases_in

    chain = open_chain(plan_folder)
    store = open_store(store_path, chain)
    if changes is not None:
        from kpis.use_cases.figures_as_at import plan_of_release
        from kpis.use_cases.release_preview import changes_in_release

        found = changes_in_release(store, chain, changes)
        plan = plan_of_release(store, chain, store.release(changes))
        return _tell_changes(plan, store.release(changes), found, as_json)
    rows = releases_in(store.releases())
    if as_json:
        print_json({"releases": [_document(row) | _standing(row, rows) for row in rows]})
        return 0
    if not rows:
        say("Nothing has been released yet.")
    print_table(
        ("Release", "Period", "Published", "By", "Figures", "Standing", "Note"),
        (
            (
                str(row.number),
                row.quarter_id,
                f"{row.published_at:%Y-%m-%d %H:%M}",
                row.published_by,
                f"{row.figures:,}",
                STANDING_WORDS[standing_of(row, rows).kind],
                " ".join(filter(None, (row.withdrawn_why, row.reason, row.note))),
            )
            for row in rows
        ),
    )
    return 0


def _tell_changes(plan: Plan, made: Release, found: "ReleaseChanges | None", as_json: bool) -> int:
    from kpis.frames import DIFFERENCES

    if as_json:
        print_json({"release": _document(made), "changes": _changes(found) if found else None})
        return 0
    print(f"Release {made.number} of {period_of_id(made.quarter_id).label}: {made.reason or '-'}")
    if found is None:
        print("It is the first release of its quarter, so it changes nothing.")
        return 0
    if not found.plans_known:
        print("The release before kept no plan, so aims and definitions cannot be compared.")
    for row in DIFFERENCES.rows(found.figures):
        print(f"  {_difference(plan, row)}")
    for rating in found.ratings:
        told = " → ".join(STATUS_WORDS[each].lower() for each in (rating.before, rating.after))
        print(f"  {rating.measure_id}, {period_of_id(rating.period_id).label}, rating: {told}")
    for measure_id, period_id in found.groups:
        print(f"  {_named(plan, measure_id)}, {period_of_id(period_id).label}: figures by group")
    for aim in found.aims:
        print(f"  {aim.code} {aim.title}, {aim.about}")
    for term in found.terms:
        print(f"  {f'{term.code} {term.title}'.strip()}, {term.about}")
    for text in (*found.commentaries, *found.activities):
        where = f"{_named(plan, text.about)}, {period_of_id(text.period_id).label}"
        print(f"  {where}: {text.before or '-'} → {text.after or '-'}")
    for word, notes in (("noted", found.notes_added), ("note taken back", found.notes_gone)):
        for note in notes:
            period = period_of_id(note.period_id).label
            print(f"  {_named(plan, note.measure_id)}, {period}, {word}: {note.text}")
    return 0


def _named(plan: Plan, identifier: str) -> str:
    """Code and title of a measure by its id; the code of an activity as it is."""
    measure = plan.measures_by_id.get(identifier)
    return f"{measure.code} {measure.title}" if measure else identifier


def _difference(plan: Plan, row: "DifferenceRow") -> str:
    measure = plan.measures_by_id.get(row.measure_id)
    old, new = (f"{each:,.12g}" if is_known(each) else "" for each in (row.before, row.after))
    note = ""
    if measure:
        old, new = both_written(row.before, row.after, measure.unit, measure.decimals)
        if hides_a_change(row.before, row.after, measure.decimals):
            note = f" ({NOT_SEEN})"
    old = with_marker(old, row.before_marker) or "-"
    new = with_marker(new, row.after_marker) or "-"
    where = [
        _named(plan, row.measure_id),
        period_of_id(row.period_id).label,
        row.area if row.area != plan.area else "",
        f"{row.breakdown}: {row.category}" if row.breakdown else "",
    ]
    return f"{', '.join(filter(None, where))}: {old} → {new}{note}"


def _changes(found: "ReleaseChanges") -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "plans_compared": found.plans_known,
        "figures": [
            {"id": row["measure_id"], "period": row["period_id"]}
            | {"area": row["area"]}
            | {name: row[name] for name in ("before", "before_marker", "after", "after_marker")}
            for row in found.figures.to_dict("records")
        ],
        "groups": [{"id": each, "period": period_id} for each, period_id in found.groups],
        "ratings": [_renamed(asdict(rating)) for rating in found.ratings],
        "commentaries": [_renamed(asdict(text)) for text in found.commentaries],
        "aims": [_renamed(asdict(aim)) for aim in found.aims],
        "terms": [_renamed(asdict(term)) for term in found.terms],
        "activities": [_renamed(asdict(text)) for text in found.activities],
        **{
            name: [
                {"id": note.measure_id, "period": note.period_id, "kind": note.kind}
                | {"text": note.text}
                for note in notes
            ]
            for name, notes in (
                ("notes_added", found.notes_added),
                ("notes_gone", found.notes_gone),
            )
        },
    }


def _renamed(change: dict[str, Any]) -> dict[str, Any]:
    """With the names that documents have for a measure and a period."""
    names = {"measure_id": "id", "period_id": "period"}
    return {
        names.get(name, name): None if name == "measure_id" and not value else value
        for name, value in change.items()
    }


def _standing(release: Release, releases: Sequence[Release]) -> dict[str, Any]:
    standing = standing_of(release, releases)
    return {
        "standing": {
            "kind": standing.kind.value,
            "by": standing.by.number if standing.by else None,
            "sentence": standing_sentence(release, standing),
        }
    }


def _document(release: Release) -> dict[str, Any]:
    return {
        "number": release.number,
        "period": release.quarter_id,
        "published_at": release.published_at,
        "published_by": release.published_by,
        "note": release.note,
        "figures": release.figures,
        "reason": release.reason,
        "plan_sha256": release.plan_sha256 or None,
        "withdrawn_at": release.withdrawn_at,
        "withdrawn_by": release.withdrawn_by,
        "withdrawn_why": release.withdrawn_why,
    }
