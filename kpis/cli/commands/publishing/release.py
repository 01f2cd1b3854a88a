"""`kpis release`: publish a quarter, at once or at a time."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.commands.publishing.documents import release_document, scheduled_document
from kpis.cli.opening import READER, open_chain, open_store, parse_quarter, uk_moment_of
from kpis.cli.output import print_json, say
from kpis.cli.sending import send_after_publishing
from kpis.errors import NotReadyToPublish, UsageError
from kpis.model import (
    EARLY_HOURS,
    Plan,
    Release,
    ReleaseFault,
    ReleaseWarning,
    ScheduledRelease,
    local_administrator,
)
from kpis.periods import ReportingPeriod, period_of_id
from kpis.words.days import uk_time
from kpis.words.lists import counted, listed
from kpis.words.releases import CHECK_MEANINGS, check_sentence

if TYPE_CHECKING:
    from kpis.analysis.report.release_checks import ReleaseCheck, ReleaseChecks
    from kpis.store import Store
    from kpis.use_cases.publishing.consequences import Consequences
    from kpis.use_cases.release_preview import ReleasePreview

ALL = "all"


@click.command("release")
@options.period("the quarter, such as 2019-20-Q2", required=True)
@click.option("--by", default="", metavar="POST", help="the post that publishes")
@click.option(
    *("--at", "at"),
    default=None,
    metavar="TIME",
    help="approve it for this UK time, 2026-12-01T09:30: what it shows is frozen now",
)
@click.option(
    *("--reader", "readers"),
    multiple=True,
    metavar="POST",
    help="with --at, a post that may read it before; public with the release; may be repeated",
)
@click.option(
    *("--reader-hours", "hours"),
    type=int,
    default=EARLY_HOURS,
    show_default=True,
    metavar="N",
    help="how long before its time these posts may read it",
)
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
    at: str | None,
    readers: Sequence[str],
    hours: int,
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
    needs --reason, and marks what it changes with [r]. With --at it is published at that time, by
    the dashboard or `kpis publish-due`, and nobody sees it before but staff and the posts of
    --reader.
    """
    from kpis.use_cases.publishing.scheduling import schedule_release
    from kpis.use_cases.release_preview import preview_release
    from kpis.use_cases.signoff import ALL_WARNINGS, publish_release

    if readers and at is None:
        raise UsageError("--reader goes with --at: what is published at once nobody reads before.")
    due = uk_moment_of(at)
    chain = open_chain(plan_folder, for_figures=True)
    quarter = parse_quarter(period)
    store, plan = open_store(store_path, chain, makes=False), chain.in_force(quarter)
    kinds = ALL_WARNINGS if ALL in accepted else {ReleaseWarning(kind) for kind in accepted}
    said: dict[str, Any] = {"note": note, "reason": reason, "accepted": kinds}
    said["actor"] = local_administrator(by)
    made: Release | ScheduledRelease
    if only_check:
        preview = preview_release(store, plan, quarter, actor=READER, now=due)
        return _tell(store, plan, quarter, preview, kinds, as_json)
    try:
        if due is None:
            made = publish_release(store, plan, quarter, **said)
        else:
            said |= {"due_at": due, "early_readers": readers, "early_hours": hours}
            made = schedule_release(store, plan, quarter, **said)
    except NotReadyToPublish as error:
        say(f"kpis: {error}")
        preview = preview_release(store, plan, quarter, actor=READER, now=due)
        _tell(store, plan, quarter, preview, kinds, as_json)
        return error.exit_code
    if isinstance(made, Release):
        send_after_publishing(store, lambda: chain)
    _tell_made(quarter, made, as_json)
    return 0


def _tell_made(quarter: ReportingPeriod, made: Release | ScheduledRelease, as_json: bool) -> None:
    held = counted(made.figures, "figure")
    if isinstance(made, Release):
        if as_json:
            print_json(release_document(made))
        else:
            print(f"Release {made.number} of {quarter.label} is published: {held}.")
        return
    if as_json:
        print_json({"period": quarter.id, "scheduled": scheduled_document(made)})
        return
    print(f"The release of {quarter.label} is approved for {uk_time(made.due_at)}: {held}.")
    if made.early_readers:
        print(
            f"From {uk_time(made.early_from)} on it can be read by: {listed(made.early_readers)}."
        )


def _tell(
    store: "Store",
    plan: Plan,
    quarter: ReportingPeriod,
    preview: "ReleasePreview",
    accepted: "frozenset[ReleaseWarning] | set[ReleaseWarning]",
    as_json: bool,
) -> int:
    """List what a release is checked by; the exit code it would end with."""
    from kpis.use_cases.publishing.consequences import what_would_change

    found = what_would_change(store, plan, quarter, preview, actor=READER)
    checks = preview.checks
    ready = not checks.faults and set(checks.kinds) <= set(accepted)
    if as_json:
        told = _consequences(found) if found else None
        checked = _checks_document(plan, quarter, preview, accepted, ready)
        print_json(checked | {"would_change": told})
    else:
        _print_checks(plan, quarter, preview)
        for sentence in found.sentences if found else ():
            print(sentence)
    return 0 if ready else NotReadyToPublish.exit_code


def _consequences(found: "Consequences") -> dict[str, Any]:
    return {
        "corrects": found.corrects.number,
        **found.counts,
        "later": [
            {"release": each.number, "period": each.quarter_id, "figures": count}
            for each, count in found.later
        ],
        "marked": [
            {
                "release": each.number,
                "address": f"?release={each.number}&period={each.quarter_id}",
            }
            for each in found.marked
        ],
        "sentences": list(found.sentences),
    }


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
