"""How a command reads the files of returns it is given: the same for check, submit and marked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpis.cli import options
from kpis.cli.opening import READER, open_chain, open_store
from kpis.cli.output import say
from kpis.errors import UsageError
from kpis.model.record import Record
from kpis.store import Store

if TYPE_CHECKING:
    from kpis.plan.chain.chain import Chain
    from kpis.use_cases.mappings import MappingChoice, MappingUsed

GIVE_PERIOD = "Give the period of this file with --period."


class Reading(Record):
    """What files are read with.

    post: whose kept mappings and answers are used; "" for nobody's. given: the answers of this
    command, by question. answers: these and those the post gave before.
    """

    chain: "Chain"
    store: Store
    post: str
    choice: "MappingChoice"
    given: Mapping[str, str]
    answers: Mapping[str, str]


def open_reading(asked: options.ReadingAsked, *, makes: bool = True, new: bool = False) -> Reading:
    """Open what the options of a command name, and refuse those that exclude each other.

    makes, new: as `open_store` takes them.
    Raises UsageError, PlanError, StoreError and StoreBusy.
    """
    options.refuse_both(mapping=asked.mapping or None, no_mapping=asked.no_mapping or None)
    options.refuse_both(no_mapping=asked.no_mapping or None, period=asked.periods or None)
    chain = open_chain(asked.plan_folder, for_figures=True)
    store = open_store(asked.store_path, chain, makes=makes, new=new)
    from kpis.use_cases.kept.wanted import of_measures

    store.read_ahead(of_measures(chain))  # while what follows is imported
    from kpis.use_cases.answers import answers_for

    choice = _choice(asked)
    given = _answers_given(asked.answers_file, asked.answers)
    return Reading(
        chain=chain,
        store=store,
        post=asked.by,
        choice=choice,
        given=given,
        answers=answers_for(store, asked.by, given, actor=READER),
    )


def mapping_document(used: "MappingUsed | None") -> dict[str, Any] | None:
    """What a document says of the mapping a file is read with; None for none."""
    if used is None or used.saved is None:
        return None
    return {
        "name": used.saved.name,
        "saved_by": used.saved.saved_by,
        "saved_at": used.saved.saved_at,
        "unconfirmed_periods": list(used.unconfirmed_periods),
    }


def say_mapping(file_name: str, used: "MappingUsed | None") -> None:
    """Tell the person at the keyboard which kept mapping a file is read with; nothing for none."""
    from kpis.words.days import uk_day
    from kpis.words.lists import listed

    if used is None or used.saved is None:
        return
    saved, named = used.saved, ", ".join(used.mapping.periods_named)
    when = f" for the period {named}" if used.periods_given else ""
    say(
        f"{file_name}: read with the layout kept for {saved.sender} on {uk_day(saved.saved_at)} "
        f"({saved.name}){when}."
    )
    if used.others:
        names = listed([other.name for other in used.others])
        which = "another series of it is" if len(used.others) == 1 else "other series of it are"
        say(f"{file_name}: {which} read with {names}: give --mapping, or the file once more.")


def say_period_wanted(file_name: str, used: "MappingUsed | None") -> None:
    """Tell that the file will not be stored as it is read; nothing where its period is settled."""
    if used is not None and used.unconfirmed_periods:
        say(
            f"{file_name}: no column says the period. The layout does, and it was made for an "
            f"earlier file: {', '.join(used.unconfirmed_periods)}. {GIVE_PERIOD}"
        )


def _choice(asked: options.ReadingAsked) -> "MappingChoice":
    """How the files are to be read. The command line points out no columns; it names mappings
    that are kept."""
    from kpis.use_cases.mappings import MappingChoice

    return MappingChoice(
        name=asked.mapping, none_wanted=asked.no_mapping, periods=tuple(asked.periods)
    )


def _answers_given(answers_file: Path | None, answers: Sequence[str]) -> dict[str, str]:
    """The answers of `--answers` and `--answer`, by question. Raises UsageError."""
    from kpis.use_cases.answers import answer_in, read_answers

    given: dict[str, str] = {}
    if answers_file is not None:
        if not answers_file.is_file():
            raise UsageError(f"There is no file {answers_file}.")
        given |= read_answers(answers_file.read_text(encoding="utf-8-sig", errors="replace"))
    return given | dict(map(answer_in, answers))
