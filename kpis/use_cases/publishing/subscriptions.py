"""Who gets mails of releases: subscribe a post, end that, and see what stands.

Whoever holds a post subscribes it to an address of their own choice, and ends that; the performance
team and administrators do so for everybody. Others' addresses nobody else is shown, not even who
holds the same post.
"""

from datetime import datetime

from kpis.errors import UsageError, require
from kpis.mail.addresses import checked
from kpis.model import About, Act, Actor, Belonging, MailAbout, Plan, Subscription
from kpis.regardless import regardless_of_case
from kpis.store import Store
from kpis.use_cases.allow import allow, allow_some
from kpis.use_cases.typed import LONGEST_NAME, refuse_unreadable, require_post
from kpis.words.lists import listed


def subscriptions_for(store: Store, *, actor: Actor) -> list[Subscription]:
    """Those an actor may end: all there ever were, or their own, in the order of subscribing.

    Raises AccessRefused, StoreError and StoreBusy.
    """
    allow_some(store, actor, Act.SUBSCRIBE, About(words="mails"))
    if actor.may(Act.MANAGE_MAILS):
        return store.subscriptions()
    return store.own_subscriptions(actor.person)


def subscribe(
    store: Store,
    plan: Plan,
    post: str,
    address: str,
    about: MailAbout = MailAbout.EVERYTHING,
    of_what: str = "",
    *,
    actor: Actor,
    now: datetime | None = None,
) -> Subscription:
    """Send a post a mail of every release from now on.

    of_what: the number of an outcome, the name of a directorate; "" else. Raises UsageError for
    what is no address or what the plan does not have, NotAllowed where the post has just that,
    AccessRefused, StoreError and StoreBusy.
    """
    post = " ".join(post.split())
    about_post = About(words=post, belongs=(Belonging(posts=frozenset({post})),))
    allow(store, actor, Act.SUBSCRIBE, about_post)
    require_post(actor, "Say which post subscribes, for instance Head of Performance.")
    require(post, "Say which post gets the mails, for instance Chair of the board.")
    refuse_unreadable(post, of_what, most=LONGEST_NAME)
    holds_it = regardless_of_case(post) in map(regardless_of_case, actor.posts)
    return store.subscribe(
        post,
        checked(address),
        about,
        _of_plan(plan, about, of_what),
        person=actor.person if holds_it else "",
        by=actor,
        now=now,
    )


def unsubscribe(
    store: Store, number: int, *, actor: Actor, now: datetime | None = None
) -> Subscription:
    """End a subscription; with the last of its address that goes from the store too.

    Raises NotAllowed where none of that number stands, UsageError without a post, AccessRefused,
    StoreError and StoreBusy.
    """
    own = {each.number for each in subscriptions_for(store, actor=actor)}
    whose = Belonging(posts=actor.posts if number in own else frozenset())
    about = About(words=f"Subscription {number}", belongs=(whose,))
    allow(store, actor, Act.SUBSCRIBE, about)
    require_post(actor, "Say which post ends it, for instance Head of Performance.")
    return store.unsubscribe(number, by=actor, now=now)


def directorates_of(plan: Plan) -> tuple[str, ...]:
    """Whose measures there are, by the alphabet."""
    return tuple(sorted({each.directorate for each in plan.measures} - {""}))


def _of_plan(plan: Plan, about: MailAbout, of_what: str) -> str:
    """What it is about, as the plan writes it. Raises UsageError for what the plan has not."""
    match about:
        case MailAbout.OUTCOME:
            known = [str(each.number) for each in plan.outcomes]
            noun = "outcome"
        case MailAbout.DIRECTORATE:
            known = [*directorates_of(plan)]
            noun = "directorate"
        case _:
            return ""
    asked = regardless_of_case(of_what)
    for each in known:
        if regardless_of_case(each) == asked:
            return each
    raise UsageError(
        f"The plan has no {noun} {of_what!r}. Its {noun}s are {listed(known) or 'none'}."
    )
