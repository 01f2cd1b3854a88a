"""What was done to the store, in words: a phrase for each kind of act the audit keeps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kpis.model import Role
from kpis.periods import period_of_id
from kpis.regardless import regardless_of_case
from kpis.words.access import ROLE_WORDS
from kpis.words.days import uk_time
from kpis.words.lists import counted, listed
from kpis.words.report.mails import mail_about

# Annotations keep in the store the name they were first stored under.
TOLD_OF_PLAN = 3  # changes of a plan in a line of the audit
CALLED = {"remark": "annotate", "withdraw remark": "withdraw annotation"}


def called(act: str) -> str:
    """What an act of the audit is called: "annotate" for what is stored as "remark"."""
    return CALLED.get(act, act)


def stored_as(act: str) -> tuple[str, ...]:
    """The names under which the audit has what is called so; () for ""."""
    plain = regardless_of_case(act)
    return (*(each for each, name in CALLED.items() if name == plain), plain) if plain else ()


def about(act: str, submission_id: str, particulars: Mapping[str, Any]) -> str:
    """What an act was about: "S-20191101-a1b2, growth.csv: 2 new, 1 restated, 0 unchanged".

    act, submission_id ("" for none) and particulars: as the audit of the store has them. An act of
    another version, of a kind or with particulars not known here, is told by the names of what it
    has.
    """
    if [*particulars][:1] == ["about"]:  # refused
        return f"{particulars['about']}{_counted(particulars.get('counted', 0))}"
    try:
        return _phrase(act, submission_id, particulars)
    except KeyError:
        named = (f"{name} {value}" for name, value in particulars.items() if value != "")
        return ", ".join([*([submission_id] if submission_id else []), *named])


def _phrase(act: str, submission_id: str, particulars: Mapping[str, Any]) -> str:
    """Raises KeyError for an act that is not known here."""
    match act:
        case "prepare":
            return f"the store, for version {particulars['version']} of its tables"
        case "submit":
            return f"{submission_id}, {particulars['file']}: {_brought(particulars)}"
        case "miss file":
            return f"{submission_id}, {particulars['file']}: missing from the files that are kept"
        case "put back file":
            was = particulars["was"]
            return f"{submission_id}, {particulars['file']}: was {was}, and is kept again"
        case "withdraw":
            return f"{submission_id}, {particulars['file']}: {particulars['why']}"
        case "approve":
            return f"{submission_id}, {particulars['file']}{_after_colon(particulars['note'])}"
        case "publish":
            quarter = period_of_id(particulars["quarter"]).label
            figures = f"{particulars['figures']:,} figures"
            note = _after_colon(particulars["note"])
            return f"release {particulars['release']} of {quarter}, {figures}{note}"
        case "schedule release" | "prepare release" | "comment on release" | "withdraw release":
            return _of_release(act, particulars)
        case "remark":
            period = period_of_id(particulars["period"]).label
            return f"{particulars['measure']}, {period}: {particulars['text']}"
        case "withdraw remark":
            return f"annotation {particulars['number']}"
        case "mapping" | "forget mapping":
            return f"the layout of a file of {particulars['sender']}"
        case "forget answer":
            return f"the answer of {particulars['sender']} to {particulars['question']}"
        case "give access" | "take access":
            return f"{particulars['person']} as one of {_held(particulars)}"
        case "name person" | "erase name":
            return str(particulars["person"])
        case "subscribe" | "unsubscribe":
            return f"{particulars['post']}, {mail_about(particulars['about'], particulars['of'])}"
        case "change plan" | "agree plan":
            return f"{particulars['what']}: {_changes(particulars['changes'])}"
        case _:
            raise KeyError(act)


def _of_release(act: str, particulars: Mapping[str, Any]) -> str:
    """Before it is published, or when it is withdrawn."""
    quarter = period_of_id(particulars["quarter"]).label
    if act == "withdraw release":
        return f"release {particulars['release']} of {quarter}: {particulars['why']}"
    if act == "schedule release":
        due = uk_time(datetime.fromisoformat(particulars["due"]))
        readers = listed(particulars["early_readers"])
        early = f", read before by {readers}" if readers else ""
        note = _after_colon(particulars["note"])
        return (
            f"the release of {quarter} for {due}, {particulars['figures']:,} figures{early}{note}"
        )
    comment = f", comment {particulars['comment']}" if "comment" in particulars else ""
    said = _after_colon(particulars.get("text", particulars.get("why", "")))
    return f"the release of {quarter}{comment}{said}"


def _changes(lines: Sequence[str]) -> str:
    """The first things that changed, and how many more; all of them are in the exported audit."""
    further = len(lines) - TOLD_OF_PLAN
    first = "; ".join(lines[:TOLD_OF_PLAN]) or "nothing"
    return f"{first}; and {counted(further, 'more change')}" if further > 0 else first


def _brought(particulars: Mapping[str, Any]) -> str:
    figures = ", ".join(
        f"{particulars[name]:,} {name}" for name in ("new", "restated", "unchanged")
    )
    activities = particulars.get("activities", 0)
    return f"{figures}, {counted(activities, 'activity', 'activities')}" if activities else figures


def _held(particulars: Mapping[str, Any]) -> str:
    """ "contributors, deputy Head of Parks, Place, from 2019-11-01"."""
    outcomes = particulars["outcomes"]
    deputy = "deputy " if particulars["deputy"] else ""
    return ", ".join(
        filter(
            None,
            (
                ROLE_WORDS[Role(particulars["role"])],
                f"{deputy}{particulars['post']}" if particulars["post"] else "",
                particulars["directorate"],
                f"{'outcome' if len(outcomes) == 1 else 'outcomes'} {listed([*map(str, outcomes)])}"
                if outcomes
                else "",
                f"from {particulars['from']}" if particulars["from"] else "",
                f"to {particulars['to']}" if particulars["to"] else "",
            ),
        )
    )


def _counted(times: int) -> str:
    """Of refused acts that came too often to have entries of their own."""
    acts = counted(times, "more refused act")
    return f" (and {acts} before, not written down one by one)" if times else ""


def _after_colon(text: str) -> str:
    return f": {text}" if text else ""
