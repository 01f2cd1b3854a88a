"""`kpis history`: every revision of a measure's figures."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpis.cli import options
from kpis.cli.opening import find_measure, newest_with, open_chain, open_store
from kpis.cli.output import named, print_json, print_table
from kpis.periods import period_of_id
from kpis.words.figures import with_marker, written

if TYPE_CHECKING:
    from kpis.frames import RevisionRow


@click.command("history")
@options.measure
@options.release_number("only what that release knew")
@options.as_json
@options.store_and_plan
def history(
    measure: str, release: int | None, as_json: bool, store_path: Path, plan_folder: Path
) -> int:
    """Every revision of a measure's figures.

    The oldest first, also withdrawn ones, each with its submission, file and cell.
    Small counts of groups, which pages withhold, are printed: it is for the desk.
    """
    from kpis.analysis.figures.lines import revisions_in_line
    from kpis.frames import REVISIONS
    from kpis.plan.chain.stories import told_in

    chain = open_chain(plan_folder)
    store = open_store(store_path, chain)
    if release is None:
        plan = newest_with(chain, measure)
    else:
        from kpis.use_cases.figures_as_at import plan_of_release

        plan = plan_of_release(store, chain, store.release(release))
    chosen = find_measure(plan, measure)
    ids = (chosen.id, *chosen.earlier_ids)
    frame = revisions_in_line(chosen, [store.revisions(each, release) for each in ids])
    told = told_in(chain, plan, chosen.id)
    if as_json:
        print_json(
            {
                "measure": named(chosen),
                "release": release,
                "plan": plan.id,
                "continuation": list(told),
                "revisions": frame.to_dict("records"),
            }
        )
        return 0
    print(f"{chosen.code} {chosen.title}")
    for sentence in told:
        print(sentence)
    print_table(
        ("Period", "Figure of", "Outturn", "Known", "Submission", "File", "Cell", "State"),
        (
            (
                period_of_id(row.period_id).label,
                f"{row.area}, {row.breakdown}: {row.category}" if row.breakdown else row.area,
                with_marker(written(row.outturn, chosen), row.marker),
                f"{row.known_at:%Y-%m-%d}",
                row.submission_id,
                row.file_name,
                row.cell,
                _state(row),
            )
            for row in REVISIONS.rows(frame)
        ),
    )
    return 0


def _state(row: "RevisionRow") -> str:
    if row.current:
        return "shown"
    return "replaced" if row.withdrawn_at != row.withdrawn_at else "withdrawn"
