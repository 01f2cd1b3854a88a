"""`kpis approve`, `release` and `releases`."""

import argparse
from typing import Any

from kpis.cli.opening import open_plan, open_store, parse_quarter
from kpis.cli.output import print_json, print_table, say
from kpis.errors import StoreError
from kpis.frames import RELEASES
from kpis.model import Submission


def approve(arguments: argparse.Namespace) -> int:
    """Approve each, and tell of each; of several, one that is refused does not hold up the rest.

    As JSON a single one is a document of its own, several are the lists `approved` and `refused`.
    """
    from kpis.use_cases.signoff import approve_submission

    plan = open_plan(arguments)
    store = open_store(arguments, plan)
    ids = list(dict.fromkeys(arguments.ids))
    approved, refused, code = [], [], 0
    for submission_id in ids:
        try:
            done = approve_submission(
                store, plan, submission_id, by=arguments.by, note=arguments.note
            )
        except StoreError as error:
            if len(ids) == 1:
                raise
            refused.append({"id": submission_id, "message": str(error)})
            say(f"{submission_id}: {error}")
            code = code or error.exit_code
            continue
        approved.append(_approval(done))
        if not arguments.json:
            print(
                f"{done.id} ({done.file_name}) is approved. The next release can hold its figures."
            )
    if arguments.json:
        several = {"approved": approved, "refused": refused}
        print_json(approved[0] if len(ids) == 1 else several)
    return code


def _approval(done: Submission) -> dict[str, Any]:
    return {
        "id": done.id,
        "file": done.file_name,
        "approved_at": done.approved_at,
        "approved_by": done.approved_by,
    }


def release(arguments: argparse.Namespace) -> int:
    from kpis.use_cases.signoff import publish_release

    plan = open_plan(arguments)
    quarter = parse_quarter(arguments.period)
    store = open_store(arguments, plan)
    made = publish_release(store, plan, quarter, by=arguments.by, note=arguments.note)
    if arguments.json:
        print_json(_document(made))
    else:
        print(f"Release {made.number} of {quarter.label} is published: {made.figures:,} figures.")
    return 0


def releases(arguments: argparse.Namespace) -> int:
    frame = open_store(arguments, open_plan(arguments)).releases()
    rows = list(frame.itertuples(index=False))
    if arguments.json:
        print_json({"releases": [_document(row) for row in rows]})
        return 0
    if not rows:
        say("Nothing has been released yet.")
    print_table(
        ("Release", "Period", "Published", "By", "Figures", "Note"),
        (
            (
                str(row.number),
                row.quarter_id,
                f"{row.published_at:%Y-%m-%d %H:%M}",
                row.published_by,
                f"{row.figures:,}",
                row.note,
            )
            for row in rows
        ),
    )
    return 0


def _document(found: Any) -> dict[str, Any]:
    """A release, from model.Release or a row of RELEASES."""
    return {
        {"quarter_id": "period"}.get(name, name): getattr(found, name) for name in RELEASES.columns
    }
