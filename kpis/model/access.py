"""Who may do what: one table of acts and roles, and somebody who asks.

Everything that asks whether an act is allowed asks an `Actor`, and an actor asks this table alone.
Code asks for acts, never for roles; roles only group them.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from kpis.model.enumerations import Act, Reach, Role
from kpis.model.plan import Measure
from kpis.model.record import Record
from kpis.regardless import regardless_of_case

# Where somebody does something, and what the program does by itself.
COMMAND_LINE, DASHBOARD, BY_ITSELF = "command line", "dashboard", "program"

_ANY, _OWN = Reach.ANY, Reach.OWN
_EVERYBODY = dict.fromkeys(Role, _ANY)
_READERS_ALONE = (Role.PUBLIC, Role.PRE_RELEASE_READER)
_STAFF: dict[Role, Reach] = {role: _ANY for role in Role if role not in _READERS_ALONE}
_OF_OUTCOMES = {Role.DIRECTOR: _OWN, Role.PERFORMANCE_TEAM: _ANY}
_OF_POSTS = {Role.CONTRIBUTOR: _OWN, Role.PERFORMANCE_TEAM: _ANY}
_ADMINISTRATOR = {Role.ADMINISTRATOR: _ANY}

# Act → the roles that may, and of what. What is not here nobody may.
ALLOWED: Mapping[Act, Mapping[Role, Reach]] = {
    Act.READ_PUBLISHED: _EVERYBODY,
    Act.READ_SCHEDULED: _STAFF | {Role.PRE_RELEASE_READER: _OWN},
    Act.READ_BEFORE_RELEASE: _STAFF,
    Act.READ_ILLUSTRATIVE: {role: _ANY for role in _STAFF if role is not Role.MEMBER},
    Act.READ_RETURNS: _OF_OUTCOMES | _OF_POSTS | {Role.PUBLISHER: _ANY},
    Act.READ_SMALL_COUNTS: _OF_OUTCOMES | _OF_POSTS,
    Act.CHECK: {Role.CONTRIBUTOR: _ANY, Role.PERFORMANCE_TEAM: _ANY},
    Act.SUBMIT: _OF_POSTS,
    Act.WITHDRAW: _OF_POSTS,
    Act.APPROVE: _OF_OUTCOMES,
    Act.PREPARE_RELEASE: {Role.PERFORMANCE_TEAM: _ANY, Role.PUBLISHER: _ANY},
    Act.COMMENT_ON_RELEASE: _STAFF,
    Act.PUBLISH: {Role.PUBLISHER: _ANY},
    Act.ANNOTATE: _OF_OUTCOMES,
    Act.WITHDRAW_ANNOTATION: _OF_OUTCOMES,
    Act.FORGET_MAPPING: _OF_POSTS,
    Act.FORGET_ANSWER: _OF_POSTS,
    Act.READ_ACCESS: _ADMINISTRATOR | {Role.PERFORMANCE_TEAM: _ANY},
    Act.GIVE_ACCESS: _ADMINISTRATOR,
    Act.TAKE_ACCESS: _ADMINISTRATOR,
    Act.ERASE_NAME: _ADMINISTRATOR,
    Act.READ_AUDIT: _ADMINISTRATOR | {Role.PERFORMANCE_TEAM: _ANY},
    Act.CHANGE_PLAN: {Role.PERFORMANCE_TEAM: _ANY},
    Act.AGREE_PLAN: _OF_OUTCOMES,
    Act.SUBSCRIBE: dict.fromkeys(_STAFF, _OWN) | _ADMINISTRATOR | {Role.PERFORMANCE_TEAM: _ANY},
    Act.MANAGE_MAILS: _ADMINISTRATOR | {Role.PERFORMANCE_TEAM: _ANY},
}


class Belonging(Record):
    """Whose one thing is: a figure's measure, or a submission's.

    posts: any of them may say it is theirs. outcome: 0 for none.
    """

    posts: frozenset[str] = frozenset()
    directorate: str = ""
    outcome: int = 0


class About(Record):
    """What an act is about.

    words: as the audit tells it. belongs: whose it is, of each thing it concerns; () where that is
    nobody's in particular, which no role for one's own reaches.
    """

    words: str = ""
    submission_id: str = ""
    belongs: tuple[Belonging, ...] = ()


NOTHING = About()


def of_measures(measures: Iterable[Measure], posts: Iterable[str] = ()) -> tuple[Belonging, ...]:
    """Whose measures are: each its owner's, its directorate's and its outcome's.

    The question of a survey is also its post's who returns the survey. posts: whose they are
    beside these.
    """
    further = frozenset(posts)
    return tuple(
        dict.fromkeys(
            Belonging(
                posts=frozenset({measure.owner, measure.survey_owner} - {""}) | further,
                directorate=measure.directorate,
                outcome=measure.outcome,
            )
            for measure in measures
        )
    )


class Holding(Record):
    """A role somebody has now, and what it was given for.

    post: held with it; deputy: in its holder's place. directorate, outcomes: "" and () for none.
    """

    role: Role
    post: str = ""
    deputy: bool = False
    directorate: str = ""
    outcomes: tuple[int, ...] = ()

    def is_of(self, thing: Belonging) -> bool:
        """Whether a thing is what the role was given for."""
        plain = regardless_of_case
        return (
            (bool(self.post) and plain(self.post) in map(plain, thing.posts))
            or (bool(self.directorate) and plain(self.directorate) == plain(thing.directorate))
            or (thing.outcome != 0 and thing.outcome in self.outcomes)
        )


class Actor(Record):
    """Somebody who asks for something, as they are at that moment.

    person: as the store numbers people; "" where nobody knows who it is. name: as shown to others;
    no entry of the audit holds it. post: as which they act. origin: COMMAND_LINE or DASHBOARD.
    address: of the network, "" for this machine. may_sign_in: nobody knows who it is, and they
    could say so here.
    """

    post: str
    person: str = ""
    name: str = ""
    holdings: tuple[Holding, ...] = ()
    origin: str = COMMAND_LINE
    address: str = ""
    may_sign_in: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """Their roles now, that of everybody among them."""
        return frozenset({Role.PUBLIC}) | {each.role for each in self.holdings}

    @property
    def posts(self) -> frozenset[str]:
        """The posts they hold now, also as deputy."""
        return frozenset(each.post for each in self.holdings if each.post)

    def may_some(self, act: Act) -> bool:
        """Whether they may do it with anything at all."""
        return any(role in ALLOWED[act] for role in self.roles)

    def may(self, act: Act, about: About = NOTHING) -> bool:
        """Whether they may do it. Of several things, all must be theirs where only own ones may."""
        allowed = ALLOWED[act]
        if any(allowed.get(role) is Reach.ANY for role in self.roles):
            return True
        own = [each for each in self.holdings if allowed.get(each.role) is Reach.OWN]
        return bool(about.belongs) and all(
            any(each.is_of(thing) for each in own) for thing in about.belongs
        )


def local_administrator(post: str, origin: str = COMMAND_LINE) -> Actor:
    """Who sits at the machine of a house without sign-in: every role, and the post they type."""
    every_role = tuple(Holding(role=role) for role in Role)
    return Actor(post=post.strip(), holdings=every_role, origin=origin)


def the_program(name: str) -> Actor:
    """The program, where it does something that nobody asked for, under a name of its own."""
    return local_administrator(name, BY_ITSELF)


def somebody(origin: str = DASHBOARD, address: str = "", *, may_sign_in: bool = False) -> Actor:
    """The public: whoever is not signed in, or has no role."""
    return Actor(post="", origin=origin, address=address, may_sign_in=may_sign_in)


class Assignment(Record):
    """A role as it was given to somebody, from a day to a day, both of them included.

    person: as the store numbers people; login: what they sign in with. starts_on: None for from
    when it was given on; ends_on: None for until it is taken. taken_at: None while it is not.
    """

    number: int
    person: str
    login: str
    name: str
    holding: Holding
    starts_on: date | None
    ends_on: date | None
    given_at: datetime  # UTC
    given_by: str  # a post
    why: str
    taken_at: datetime | None = None  # UTC
    taken_by: str = ""  # a post
    taken_why: str = ""

    def is_in_force(self, day: date) -> bool:
        """Whether the role is held on a day, as far as is known now."""
        return (
            self.taken_at is None
            and (self.starts_on is None or self.starts_on <= day)
            and (self.ends_on is None or day <= self.ends_on)
        )
