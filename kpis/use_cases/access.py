"""Who has which role: list, give, take, and put a post in the place of a name.

And who somebody is that signs in: the roles they hold on that day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kpis.clock import utc_now
from kpis.errors import AccessRefused, UsageError, require
from kpis.model import (
    DASHBOARD,
    About,
    Act,
    Actor,
    Assignment,
    Holding,
    Plan,
    Role,
    the_program,
)
from kpis.regardless import regardless_of_case
from kpis.store import Store, TriedWithoutRole
from kpis.use_cases.allow import allow
from kpis.use_cases.typed import LONGEST_NAME, refuse_unreadable, require_post
from kpis.words.days import uk_date
from kpis.words.lists import listed

SOON = 30  # days
SIGN_IN = the_program("sign-in")  # notes who somebody is


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToday:
    """given: every role that was ever given, in the order of giving.

    without_holder: posts that own measures or were ever held and that nobody holds today, each
    with the names of its deputies. ending: roles held today whose last day is within `SOON` days.
    tried: who was refused something in the last `SOON` days and has no role.
    """

    today: date
    given: tuple[Assignment, ...]
    without_holder: Mapping[str, tuple[str, ...]]
    ending: tuple[Assignment, ...]
    tried: tuple[TriedWithoutRole, ...]

    @property
    def held(self) -> tuple[Assignment, ...]:
        """Those that are in force today."""
        return tuple(each for each in self.given if each.is_in_force(self.today))


def actor_of(
    store: Store,
    login: str,
    name: str = "",
    *,
    post: str = "",
    claimed: tuple[Holding, ...] = (),
    origin: str = DASHBOARD,
    address: str = "",
    now: datetime | None = None,
) -> Actor:
    """Somebody who signed in, with the roles they hold today.

    post: as which they act; "" for the first they hold, their own before one they are deputy of.
    claimed: roles that who signed them in says they have. Somebody who never had any is noted
    nowhere; who was given one is known by it, also when it counts no more.
    Raises AccessRefused for a post they do not hold; StoreError and StoreBusy.
    """
    today = uk_date(now or utc_now())
    ever = store.assignments(login) if login else []
    given = [each for each in ever if each.is_in_force(today)]
    holdings = (*(each.holding for each in given), *claimed)
    person = ever[0].person if ever else ""
    if login and holdings:
        person = store.person(login, name, by=SIGN_IN, now=now)
    own_first = sorted(holdings, key=lambda each: each.deputy)
    posts = {regardless_of_case(each.post): each.post for each in own_first[::-1] if each.post}
    first = next((each.post for each in own_first if each.post), "")
    chosen = posts.get(regardless_of_case(post)) if post else first
    if chosen is None:
        raise AccessRefused(f"Whoever is signed in does not hold the post {post!r} today.")
    return Actor(
        person=person, name=name, post=chosen, holdings=holdings, origin=origin, address=address
    )


def access_given(store: Store, login: str = "", *, actor: Actor) -> list[Assignment]:
    """Every role that was ever given, or to one person, in the order of giving.

    Raises AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.READ_ACCESS, About(words=login))
    return store.assignments(login)


def access_today(
    store: Store, plan: Plan, *, actor: Actor, now: datetime | None = None
) -> AccessToday:
    """Who has which role today, and what an administrator should look at.

    Raises AccessRefused, StoreError and StoreBusy.
    """
    now = now or utc_now()
    today = uk_date(now)
    given = access_given(store, actor=actor)
    held = [each for each in given if each.is_in_force(today)]
    posts: dict[str, str] = {}
    for post in (
        *(measure.owner for measure in plan.counted),
        *(each.holding.post for each in given),
    ):
        if post:
            posts.setdefault(regardless_of_case(post), post)
    deputies: dict[str, list[str]] = {plain: [] for plain in posts}
    for each in held:
        if each.holding.deputy:
            deputies[regardless_of_case(each.holding.post)].append(each.name)
    have_holder = {regardless_of_case(e.holding.post) for e in held if not e.holding.deputy}
    soon = today + timedelta(days=SOON)
    without = {each.person for each in given} - {each.person for each in held}
    return AccessToday(
        today=today,
        given=tuple(given),
        without_holder={
            post: tuple(deputies[plain])
            for plain, post in sorted(posts.items())
            if plain not in have_holder
        },
        ending=tuple(each for each in held if each.ends_on and each.ends_on <= soon),
        tried=tuple(store.tried_without_role(now - timedelta(days=SOON), without)),
    )


def give_access(
    store: Store,
    plan: Plan,
    login: str,
    holding: Holding,
    *,
    name: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    why: str,
    actor: Actor,
    now: datetime | None = None,
) -> Assignment:
    """Give somebody a role, from a day to a day, both included.

    login: what they sign in with. starts_on: None for from now on; ends_on: None for until it is
    taken. Raises UsageError for what makes no sense, NotAllowed where they have just that role
    already, AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.GIVE_ACCESS, About(words=holding.role.value))
    require_post(actor, "Say which post gives the role, for instance Head of Performance.")
    require(login, "Say whose role it is: the sign-in code that the dashboard shows them.")
    require(why, "Say why the role is given: the audit keeps the reason.")
    refuse_unreadable(login, name, holding.post, most=LONGEST_NAME)
    refuse_unreadable(why)
    first = starts_on or uk_date(now or utc_now())
    if ends_on and ends_on < first:
        raise UsageError(f"The role would end on {ends_on}, before it starts on {first}.")
    held = replace(holding, post=" ".join(holding.post.split()))
    return store.give_access(
        login.strip(),
        _refuse_senseless(plan, held),
        name=name.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        why=why.strip(),
        by=actor,
        now=now,
    )


def take_access(
    store: Store, number: int, *, why: str, actor: Actor, now: datetime | None = None
) -> Assignment:
    """Take a role away; the record stays.

    Raises NotAllowed where no assignment of that number stands, UsageError without a post or a
    reason, AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.TAKE_ACCESS, About(words=f"assignment {number}"))
    require_post(actor, "Say which post takes the role, for instance Head of Performance.")
    require(why, "Say why the role is taken: the audit keeps the reason.")
    refuse_unreadable(why)
    return store.take_access(number, why=why.strip(), by=actor, now=now)


def erase_name(store: Store, login: str, *, actor: Actor, now: datetime | None = None) -> str:
    """Put the post somebody last held in the place of their name, wherever it stood.

    Their roles end with it. Returns the post. Raises UsageError without a post of who does it, and
    where nobody signs in so; AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.ERASE_NAME)
    require_post(actor, "Say which post erases the name, for instance Head of Performance.")
    return store.erase_name(login.strip(), by=actor, now=now)


def _refuse_senseless(plan: Plan, holding: Holding) -> Holding:
    """The holding, in the plan's own words. Raises UsageError for one that reaches nothing."""
    role = holding.role
    if role is Role.PUBLIC:
        raise UsageError("Everybody may read what is published: that role is given to nobody.")
    if role is not Role.MEMBER:
        require(holding.post, f"Say as which post a {role.value} acts.")
    if role is Role.DIRECTOR and not (holding.outcomes or holding.directorate):
        raise UsageError("Say for which outcomes, or for which directorate, a director answers.")
    for sentence in not_in_plan(plan, holding):
        raise UsageError(sentence)
    named = regardless_of_case(holding.directorate)
    return replace(holding, directorate=_directorates(plan).get(named, ""))


def not_in_plan(plan: Plan, holding: Holding) -> list[str]:
    """Of what a role is for, what the plan does not have: a sentence each, [] where it has all."""
    told = []
    unknown = set(holding.outcomes) - {each.number for each in plan.outcomes}
    if unknown:
        numbers = listed([str(each.number) for each in plan.outcomes])
        told.append(f"{plan.title} has no outcome {min(unknown)}. Its outcomes are {numbers}.")
    known = _directorates(plan)
    if holding.directorate and regardless_of_case(holding.directorate) not in known:
        named = listed(sorted(known.values()))
        told.append(f"{plan.title} has no directorate {holding.directorate!r}. They are {named}.")
    return told


def reaches_nothing(plan: Plan, holding: Holding) -> bool:
    """Whether a contributor is one for a post alone that no measure of the plan belongs to."""
    owners = {regardless_of_case(each.owner) for each in plan.measures}
    return (
        holding.role is Role.CONTRIBUTOR
        and not (holding.directorate or holding.outcomes)
        and regardless_of_case(holding.post) not in owners
    )


def _directorates(plan: Plan) -> dict[str, str]:
    """As the plan writes them, by what is alike whatever the case."""
    return {regardless_of_case(each.directorate): each.directorate for each in plan.measures}
