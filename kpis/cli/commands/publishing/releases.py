"""`kpis releases`: what was published, and what a release changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.commands.publishing.documents import release_document
from kpis.cli.opening import open_chain, open_store
from kpis.cli.output import print_json, print_table, say
from kpis.cli.sending import send_after_publishing
from kpis.model import Plan, Release, local_administrator, standing_of
from kpis.periods import period_of_id
from kpis.words.figures import is_known, with_marker
from kpis.words.releasing.preparation import seen_early_sentence
from kpis.words.report.release_standing import STANDING_WORDS, standing_sentence
from kpis.words.report.restated import NOT_SEEN, both_written, hides_a_change
from kpis.words.statuses import STATUS_WORDS

if TYPE_CHECKING:
    from kpis.analysis.report.release_changes import ReleaseChanges
    from kpis.frames import DifferenceRow
    from kpis.store import Store


@click.command("releases")
@click.option("--changes", type=int, metavar="N", help="what release N changed, old and new")
@click.option("--withdraw", type=int, metavar="N", help="take release N back, keeping it")
@click.option("--why", default="", metavar="TEXT", help="for readers: why it is withdrawn")
@options.by("that withdraws it", required=False)
@options.as_json
@options.store_and_plan
def releases(
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
    changes: int | None = None,
    withdraw: int | None = None,
    why: str = "",
    by: str = "",
) -> int:
    """List what was published.

    The newest release first. Of a correction also what it changed: figures, ratings, aims,
    definitions, annotations and activities. A release that is withdrawn stays under its number and
    address, marked with the reason, and counts no more: the one before it of the same quarter does
    again, if there is one.
    """
    options.refuse_both(changes=changes, withdraw=withdraw)
    from kpis.store import Store, releases_in

    if withdraw is not None and (kept := Store(store_path)).exists():
        # No plan is read for it: a release can be taken back while the plan's files are faulty.
        code = _withdraw(kept, withdraw, by, why, as_json)
        send_after_publishing(kept, lambda: open_chain(plan_folder))  # to whoever had a mail of it
        return code
    chain = open_chain(plan_folder)
    store = open_store(store_path, chain)
    if withdraw is not None:
        return _withdraw(store, withdraw, by, why, as_json)
    if changes is not None:
        from kpis.use_cases.figures_as_at import plan_of_release
        from kpis.use_cases.release_preview import changes_in_release

        found = changes_in_release(store, chain, changes)
        plan = plan_of_release(store, chain, store.release(changes))
        return _tell_changes(plan, store.release(changes), found, as_json)
    rows = releases_in(store.releases())
    if as_json:
        print_json({"releases": [release_document(row) | _standing(row, rows) for row in rows]})
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
                _notes(row),
            )
            for row in rows
        ),
    )
    return 0


def _notes(release: Release) -> str:
    """What readers are told of it, one thing after the other."""
    early = seen_early_sentence(release.early_readers, release.early_hours)
    return " ".join(filter(None, (release.withdrawn_why, release.reason, release.note, early)))


def _withdraw(store: "Store", number: int, by: str, why: str, as_json: bool) -> int:
    from kpis.store import releases_in
    from kpis.use_cases.publishing.scheduling import withdraw_release

    gone = withdraw_release(store, number, actor=local_administrator(by), why=why)
    standing = standing_of(gone, releases_in(store.releases()))
    if as_json:
        instead = standing.by.number if standing.by else None
        print_json({"withdrawn": release_document(gone), "instead": instead})
    else:
        print(f"Release {gone.number}: {standing_sentence(gone, standing)}")
    return 0


def _tell_changes(plan: Plan, made: Release, found: "ReleaseChanges | None", as_json: bool) -> int:
    from kpis.frames import DIFFERENCES

    if as_json:
        print_json(
            {"release": release_document(made), "changes": _changes(found) if found else None}
        )
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
