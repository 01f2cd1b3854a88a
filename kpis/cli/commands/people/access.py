"""`kpis access`: who has which role."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from kpis.cli import options
from kpis.cli.opening import open_chain, open_store, plan_now
from kpis.cli.output import print_json, print_table, say
from kpis.clock import utc_now
from kpis.errors import UsageError
from kpis.model import Actor, Assignment, Holding, Plan, Role, local_administrator
from kpis.store import Store

ACTIONS = ("list", "give", "take", "erase")
_TAKES = {
    "list": "at most a LOGIN",
    "give": "a LOGIN and a ROLE",
    "take": "the NUMBER of an assignment",
    "erase": "a LOGIN",
}


@click.command("access")
@click.argument(
    "action",
    type=click.Choice(ACTIONS),
    default="list",
    metavar="[ACTION]",
    help="list (what is done without one), give, take or erase",
)
@click.argument(
    "what",
    nargs=-1,
    metavar="[WHAT]...",
    help="of list: a LOGIN or nothing; give: LOGIN and ROLE; take: NUMBER; erase: LOGIN",
)
@click.option("--name", default="", metavar="NAME", help="give: the person's name")
@click.option("--post", default="", metavar="POST", help="give: the post they act as")
@click.option("--deputy", is_flag=True, help="give: they are deputy of the post")
@click.option("--directorate", default="", metavar="D", help="give: theirs is what it returns")
@click.option(
    *("--outcome", "outcomes"),
    type=int,
    multiple=True,
    metavar="N",
    help="give: theirs is this outcome; may be given several times",
)
@click.option("--from", "starts_on", metavar="DAY", help="give: from this day on (default: now)")
@click.option("--to", "ends_on", metavar="DAY", help="give: up to this day, included")
@options.by("gives or takes", required=False)
@click.option("--why", default="", metavar="TEXT", help="the reason, kept in the audit")
@options.as_json
@options.store_and_plan
def access(
    action: str,
    what: Sequence[str],
    name: str,
    post: str,
    deputy: bool,
    directorate: str,
    outcomes: Sequence[int],
    starts_on: str | None,
    ends_on: str | None,
    by: str,
    why: str,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """List who has which role, give one, take one.

    LOGIN is the sign-in code that the dashboard shows a person; ROLE is member, director,
    contributor, performance_team, publisher or administrator. A director and a contributor may act
    on what is of their post, directorate or outcomes. Nothing that was given or taken is forgotten.
    `erase` ends a person's roles and puts their last post in the place of their name, in the audit
    too.
    """
    chain = open_chain(plan_folder)
    plan = plan_now(chain)
    store, actor = open_store(store_path, chain, makes=False), local_administrator(by)
    holding = Holding(
        role=_role(what[1]) if action == "give" and len(what) == 2 else Role.PUBLIC,
        post=post,
        deputy=deputy,
        directorate=directorate,
        outcomes=tuple(sorted(set(outcomes))),
    )
    _refuse_wrong_number(action, what)
    match action:
        case "give":
            days = _day(starts_on), _day(ends_on)
            found = [_give(store, plan, what[0], holding, name, days, why, actor)]
        case "take":
            found = [_take(store, what[0], why, actor)]
        case "erase":
            found = _erase(store, what[0], actor)
        case _:
            found = _listed(store, what[0] if what else "", actor)
    if as_json:
        print_json({"assignments": [_entry(each) for each in found]})
        return 0
    if not found:
        nobody = "Nobody was given a role: whoever is at this machine may do everything."
        say(f"No role was ever given to {what[0]}." if what else nobody)
    print_table(
        ("No", "Person", "Signs in as", "Role", "Post", "For", "From", "To", "Taken"),
        map(_row, found),
    )
    return 0


def _give(
    store: Store,
    plan: Plan,
    login: str,
    holding: Holding,
    name: str,
    days: tuple[date | None, date | None],
    why: str,
    actor: Actor,
) -> Assignment:
    from kpis.use_cases.access import give_access, reaches_nothing
    from kpis.words.access import no_measure_of

    starts_on, ends_on = days
    given = give_access(
        store,
        plan,
        login,
        holding,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        why=why,
        actor=actor,
    )
    if reaches_nothing(plan, given.holding):
        say(no_measure_of(plan, given.holding))
    return given


def _take(store: Store, number: str, why: str, actor: Actor) -> Assignment:
    from kpis.use_cases.access import take_access

    if not number.isdecimal():
        raise UsageError(f"{number!r} is no number of an assignment: kpis access lists them.")
    return take_access(store, int(number), why=why, actor=actor)


def _erase(store: Store, login: str, actor: Actor) -> list[Assignment]:
    from kpis.use_cases.access import access_given, erase_name

    numbers = {each.number for each in access_given(store, login, actor=actor)}
    post = erase_name(store, login, actor=actor)
    say(f"The name of {login} is erased. In its place stands: {post}.")
    return [each for each in access_given(store, actor=actor) if each.number in numbers]


def _listed(store: Store, login: str, actor: Actor) -> list[Assignment]:
    from kpis.use_cases.access import access_given

    return access_given(store, login, actor=actor)


def _refuse_wrong_number(action: str, what: Sequence[str]) -> None:
    """Raises UsageError where an action is told too much or too little."""
    least, most = {"list": (0, 1), "give": (2, 2)}.get(action, (1, 1))
    if not least <= len(what) <= most:
        raise UsageError(f"kpis access {action} takes {_TAKES[action]}.")


def _role(text: str) -> Role:
    try:
        return Role(text.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError:
        names = ", ".join(role.value for role in Role if role is not Role.PUBLIC)
        raise UsageError(f"{text!r} is no role. They are {names}.") from None


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day. Write it as 2019-11-01.") from None


def _entry(each: Assignment) -> dict[str, Any]:
    from kpis.words.days import uk_date

    held = each.holding
    return {
        "number": each.number,
        "person": each.person,
        "login": each.login,
        "name": each.name,
        "role": held.role.value,
        "post": held.post,
        "deputy": held.deputy,
        "directorate": held.directorate,
        "outcomes": list(held.outcomes),
        "from": each.starts_on,
        "to": each.ends_on,
        "in_force": each.is_in_force(uk_date(utc_now())),
        "given_at": each.given_at,
        "given_by": each.given_by,
        "why": each.why,
        "taken_at": each.taken_at,
        "taken_by": each.taken_by,
        "taken_why": each.taken_why,
    }


def _row(each: Assignment) -> tuple[str, ...]:
    held = each.holding
    outcomes = [f"outcome {number}" for number in held.outcomes]
    return (
        str(each.number),
        each.name,
        each.login,
        held.role.value,
        f"{held.post} (deputy)" if held.deputy else held.post,
        ", ".join(filter(None, (held.directorate, *outcomes))),
        str(each.starts_on or f"{each.given_at:%Y-%m-%d}"),
        str(each.ends_on or ""),
        f"{each.taken_at:%Y-%m-%d}" if each.taken_at else "",
    )
