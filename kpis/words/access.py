"""Roles and acts in words, and why something was refused."""

from collections.abc import Iterable
from datetime import date

from kpis.model import ALLOWED, Act, Actor, Assignment, Holding, Plan, Reach, Role, WayIn
from kpis.words.days import day_in_words, uk_date
from kpis.words.lists import listed

# Those who have a role.
ROLE_WORDS = {
    Role.PUBLIC: "everybody",
    Role.PRE_RELEASE_READER: "pre-release readers",
    Role.MEMBER: "members",
    Role.DIRECTOR: "directors",
    Role.CONTRIBUTOR: "contributors",
    Role.PERFORMANCE_TEAM: "the performance team",
    Role.PUBLISHER: "publishers",
    Role.ADMINISTRATOR: "administrators",
}
# What somebody is who has it.
HELD = {
    Role.PUBLIC: "the public",
    Role.PRE_RELEASE_READER: "pre-release reader",
    Role.MEMBER: "member",
    Role.DIRECTOR: "director",
    Role.CONTRIBUTOR: "contributor",
    Role.PERFORMANCE_TEAM: "performance team",
    Role.PUBLISHER: "publisher",
    Role.ADMINISTRATOR: "administrator",
}
ACT_WORDS = {
    Act.READ_PUBLISHED: "read published figures",
    Act.READ_SCHEDULED: "read a release before its time",
    Act.READ_BEFORE_RELEASE: "read figures before they are published",
    Act.READ_ILLUSTRATIVE: "read illustrative figures, where they are kept from the public",
    Act.READ_RETURNS: "read returns and the history of figures",
    Act.READ_SMALL_COUNTS: "read small counts",
    Act.CHECK: "check a return",
    Act.SUBMIT: "submit a return",
    Act.WITHDRAW: "withdraw a submission",
    Act.APPROVE: "approve a submission",
    Act.PREPARE_RELEASE: "prepare a release",
    Act.COMMENT_ON_RELEASE: "comment on a release in preparation",
    Act.PUBLISH: "publish a quarter",
    Act.ANNOTATE: "annotate a figure",
    Act.WITHDRAW_ANNOTATION: "take an annotation back",
    Act.FORGET_MAPPING: "forget a mapping",
    Act.FORGET_ANSWER: "forget an answer",
    Act.READ_ACCESS: "read who has which role",
    Act.GIVE_ACCESS: "give a role",
    Act.TAKE_ACCESS: "take a role away",
    Act.ERASE_NAME: "erase a person's name",
    Act.READ_AUDIT: "read the audit",
    Act.CHANGE_PLAN: "change the plan",
    Act.AGREE_PLAN: "agree proposed targets",
    Act.SUBSCRIBE: "subscribe a post to mails",
    Act.MANAGE_MAILS: "see who gets mails, and send them",
}
# What whoever starts the dashboard is told of who gets in.
WAY_IN_WORDS = {
    WayIn.LOCAL: "Nobody signs in: whoever uses this machine has every role.",
    WayIn.PROVIDER: "People sign in; what they may do follows from their roles.",
    WayIn.PROXY: "People are signed in by the proxy before it; it believes nobody else.",
    WayIn.NOBODY: (
        "Others can reach it and no sign-in is set up. So it shows published releases alone, and "
        "nobody can change anything by it. docs/sign-in.md says how people sign in."
    ),
}


def whose(actor: Actor, act: Act) -> str:
    """Of what an actor may do an act where that is their own alone; "" where it is all or nothing.

    "your post: Head of Parks"; "your post Head of Parks and of outcomes 5 and 6".
    """
    allowed = ALLOWED[act]
    if any(allowed.get(role) is Reach.ANY for role in actor.roles):
        return ""
    own = [each for each in actor.holdings if allowed.get(each.role) is Reach.OWN]
    posts = list(dict.fromkeys(each.post for each in own if each.post))
    directorates = list(dict.fromkeys(each.directorate for each in own if each.directorate))
    outcomes = [str(number) for number in sorted({one for each in own for one in each.outcomes})]
    named = (("your post", posts), ("directorate", directorates), ("outcome", outcomes))
    parts = [
        (f"{noun}{'s' if len(names) > 1 else ''}", listed(names)) for noun, names in named if names
    ]
    alone = ": " if posts and len(parts) == 1 else " "
    words = [alone.join(part) for part in parts]
    return listed([*words[:1], *(f"of {each}" for each in words[1:])])


def role_heading(role: Role) -> str:
    """What a column about those who have a role is headed: "Performance team", "Members"."""
    words = ROLE_WORDS[role].removeprefix("the ")
    return words[0].upper() + words[1:]


def may_word(act: Act, role: Role) -> str:
    """ "yes", "own" or "–": whether a role may, and with what."""
    return _MAY[ALLOWED[act].get(role)]


def not_today(given: Iterable[Assignment], today: date) -> str:
    """Why somebody to whom roles were given has none today; "" where none was ever given.

    Those that begin later are told, else the one that ended last.
    """
    over, later = [], []
    for each in given:
        if each.taken_at is not None:
            day = uk_date(each.taken_at)
            over.append((day, f"{_your(each)} was taken away on {day_in_words(day)}."))
        elif each.starts_on is not None and each.starts_on > today:
            later.append(f"{_your(each)} begins on {day_in_words(each.starts_on)}.")
        elif each.ends_on is not None:
            over.append((each.ends_on, f"{_your(each)} ended on {day_in_words(each.ends_on)}."))
    return " ".join(later or [sentence for _, sentence in sorted(over)[-1:]])


def no_measure_of(plan: Plan, holding: Holding) -> str:
    """What is told of a contributor to whose post nothing belongs."""
    return f"No measure of {plan.title} belongs to {holding.post}, so the role is for nothing yet."


def _your(each: Assignment) -> str:
    held = each.holding
    deputy = "deputy " if held.deputy else ""
    return f"Your role as {HELD[held.role]}{f', {deputy}{held.post},' if held.post else ''}"


_MAY = {Reach.ANY: "yes", Reach.OWN: "own", None: "–"}


def refusal(actor: Actor, act: Act, about: str = "") -> str:
    """Why an actor may not do it, and who may, in sentences.

    about: what it was about, in words; "" where that says nothing.
    """
    allowed = ALLOWED[act]
    doing = ACT_WORDS[act]
    if any(allowed.get(role) is Reach.OWN for role in actor.roles):
        of_what = f" {about} is not theirs." if about else ""
        return (
            f"{actor.post or 'Who asks'} may {doing} only where it is of a post, directorate or "
            f"outcome they hold.{of_what} Nothing was done."
        )
    who = actor.post or "Somebody without a role"
    lacking = f"Sign in to {doing}" if actor.may_sign_in else f"{who} may not {doing}"
    may = listed([ROLE_WORDS[role] for role in Role if role in allowed])
    return f"{lacking}: that is for {may}. Nothing was done."
