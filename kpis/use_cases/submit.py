"""Check a return and store it, whole or not at all."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from kpis.clock import utc_now
from kpis.errors import ReturnRefused
from kpis.model import (
    About,
    Act,
    Actor,
    Belonging,
    Measure,
    Plan,
    Provenance,
    Submission,
    of_measures,
)
from kpis.periods import period_of_id
from kpis.plan.chain.chain import Chain, chain_of
from kpis.readers.files.opened_file import OpenedFile
from kpis.store import Incoming, MendedCell, Store, Stored
from kpis.use_cases.allow import allow, allow_some, of_things
from kpis.use_cases.answers import lasting_of
from kpis.use_cases.check import check_against, groups_for, known_as, provenance_of
from kpis.use_cases.kept.last_opened import open_file
from kpis.use_cases.mappings import MappingUsed
from kpis.use_cases.typed import refuse_unreadable, require_post
from kpis.validation import CheckedReturn, Issue
from kpis.words.lists import counted, listed

ERRORS_LISTED = 10  # in the sentence that refuses a return; the check lists them all


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """A return that is stored. repeated: it was before, so nothing has changed.

    changes: CHANGES it brought, all of them "unchanged" when repeated. activity_changes:
    ACTIVITY_CHANGES, the same of activities. issues: the warnings. put_back: a sentence for each
    kept file that was missing or altered and came again.
    """

    submission: Submission
    changes: pd.DataFrame
    activity_changes: pd.DataFrame
    repeated: bool
    issues: tuple[Issue, ...]
    put_back: tuple[str, ...] = ()


def submit_return(
    store: Store,
    plan: Plan | Chain,
    file_name: str,
    content: bytes | OpenedFile,
    *,
    actor: Actor,
    note: str = "",
    reason: str = "",
    warnings_note: str = "",
    provenance: Provenance = Provenance.RETURN,
    mapping: MappingUsed | None = None,
    answers: Mapping[str, str] | None = None,
    original: bytes = b"",
    mended: tuple[MendedCell, ...] = (),
    now: datetime | None = None,
) -> Submitted:
    """Check a return and store it, whole or not at all.

    actor: who submits it, as a post. reason: why it restates figures. warnings_note: why it is
    submitted although it has warnings. Both are kept with it and neither is demanded here.
    plan, content, provenance, mapping, answers: as in `check_return`; a mapping made by hand is
    kept for the post, in the transaction that stores the return. original, mended: where cells of
    the file were typed anew, the file as it was sent and those cells; both files are kept.

    Raises ReturnRefused when it has errors or open questions, is a file of illustrative figures,
    or is of a period that only a mapping made for an earlier file says;
    UnreadableReturn, UsageError without a post, AccessRefused where a measure or activity is not
    theirs, StoreError and StoreBusy; nothing is stored then.
    """
    allow_some(store, actor, Act.SUBMIT, About(words=file_name))
    require_post(actor, "Say which post submits the return, for instance Performance Officer.")
    refuse_unreadable(note, reason, warnings_note)
    file = open_file(content)
    known = known_as(store, file, provenance)
    provenance = provenance_of(known, provenance)
    columns = mapping.mapping if mapping else None
    checked = check_against(
        *(store, plan, file_name, file, provenance, now or utc_now(), columns),
        answers=answers,
        groups_of=groups_for(plan, actor),
    )
    _refuse_what_is_no_return(store, checked, known, mapping, provenance)
    allow(store, actor, Act.SUBMIT, About(words=file_name, belongs=_whose(plan, checked)))
    incoming = replace(
        incoming_of(checked, file.content, provenance, actor, note.strip(), now),
        reason=reason.strip(),
        warnings_note=warnings_note.strip(),
        mapping=mapping.to_store if mapping else None,
        answers=checked.answered,
        lasting=lasting_of(checked),
        original=original,
        mended=mended,
    )
    return submitted(store.submit(incoming), checked)


def incoming_of(
    checked: CheckedReturn,
    content: bytes,
    provenance: Provenance,
    by: Actor,
    note: str,
    now: datetime | None,
) -> Incoming:
    """The return as the store takes it. Raises ReturnRefused with errors or open questions."""
    if not checked.ok:
        raise ReturnRefused(_refusal(checked))
    if checked.rows.empty and checked.activities.empty:
        raise ReturnRefused(f"{checked.file_name} returns nothing, so there is nothing to store.")
    return Incoming(
        rows=checked.rows,
        activities=checked.activities,
        file_name=checked.file_name,
        content=content,
        provenance=provenance,
        by=by,
        note=note,
        now=now,
    )


def not_theirs(plan: Plan | Chain, checked: CheckedReturn, actor: Actor) -> list[str]:
    """The codes of measures, then of activities, for which an actor cannot submit a return."""
    if actor.may(Act.SUBMIT):
        return []
    chain = plan if isinstance(plan, Chain) else chain_of(plan)
    activities = sorted(_activities_in(chain, checked), key=lambda each: each[1])
    things = [
        *((each.code, of_measures([each])) for each in _measures_in(chain, checked)),
        *((code, of_things(by, (), {code})) for by, code in activities),
    ]
    return [code for code, of in things if not actor.may(Act.SUBMIT, About(belongs=of))]


def _whose(plan: Plan | Chain, checked: CheckedReturn) -> tuple[Belonging, ...]:
    """Whose the measures and activities are that a return brings something of."""
    chain = plan if isinstance(plan, Chain) else chain_of(plan)
    activities = _activities_in(chain, checked)
    return (
        *of_measures(_measures_in(chain, checked)),
        *(each for by, code in activities for each in of_things(by, (), {code})),
    )


def _measures_in(chain: Chain, checked: CheckedReturn) -> list[Measure]:
    """The measures of a return's rows, each as the newest plan that knows its id has it."""
    return [chain.measure(each) for each in checked.rows["measure_id"].unique()]


def _activities_in(chain: Chain, checked: CheckedReturn) -> list[tuple[Plan, str]]:
    """The activities of a return by their codes, each with the plan in force in its quarter."""
    rows = checked.activities[["activity_code", "quarter_id"]].drop_duplicates()
    pairs = zip(rows["activity_code"], rows["quarter_id"], strict=True)
    return list(
        {
            (chain.in_force(period_of_id(q)).id, code): (chain.in_force(period_of_id(q)), code)
            for code, q in pairs
        }.values()
    )


def _refuse_what_is_no_return(
    store: Store,
    checked: CheckedReturn,
    known: Set[Provenance],
    mapping: MappingUsed | None,
    provenance: Provenance,
) -> None:
    """known: what the very file was stored as before. Raises ReturnRefused."""
    if provenance is Provenance.RETURN:
        _refuse_illustrative(known, checked)
    if mapping is not None:
        _refuse_unconfirmed(store, checked, mapping, provenance)


def _refuse_illustrative(known: Set[Provenance], checked: CheckedReturn) -> None:
    """Keep a file of illustrative figures, once downloaded, from coming back as a return."""
    if Provenance.ILLUSTRATIVE in known:
        raise ReturnRefused(
            f"{checked.file_name} is the file of illustrative figures. They are made up, so they "
            "cannot be submitted as a return."
        )


def _refuse_unconfirmed(
    store: Store, checked: CheckedReturn, mapping: MappingUsed, provenance: Provenance
) -> None:
    """Keep figures from being stored under the period of the file a mapping was made for.

    What was stored from the very file before may come again: nothing changes then.
    """
    named = mapping.unconfirmed_periods
    if not named:
        return
    preview = store.preview(
        checked.rows,
        activities=checked.activities,
        file_name=checked.file_name,
        sha256=checked.sha256,
        provenance=provenance,
    )
    if preview.repeated is None:
        raise ReturnRefused(
            f"No column of {checked.file_name} says the period. The mapping does, and it was made "
            f"for an earlier file: {', '.join(named)}."
        )


def _refusal(checked: CheckedReturn) -> str:
    in_the_way: list[Issue] = [*checked.errors, *checked.questions]
    messages = [issue.message for issue in in_the_way[:ERRORS_LISTED]]
    if len(in_the_way) > ERRORS_LISTED:
        messages.append(f"{len(in_the_way) - ERRORS_LISTED} more: check the file to see them all.")
    counts = [counted(len(checked.errors), "error")] if checked.errors else []
    if checked.questions:
        counts.append(f"{counted(len(checked.questions), 'question')} to answer")
    refused = f"{checked.file_name} has {listed(counts)}, so nothing of it was stored."
    return "\n".join([refused, *messages])


def submitted(stored: Stored, checked: CheckedReturn) -> Submitted:
    return Submitted(
        submission=stored.submission,
        changes=stored.changes,
        activity_changes=stored.activity_changes,
        repeated=stored.repeated,
        issues=checked.issues,
        put_back=stored.put_back,
    )
