"""The fixed choices: every word that a plan, a return or a report may say in a place."""

from enum import StrEnum


class Polarity(StrEnum):
    """Which way is better. RANGE: best between two bounds. NEUTRAL: neither way is."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
    NEUTRAL = "neutral"


class Frequency(StrEnum):
    """How often a measure is returned, which is also the kind of its reporting periods."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"  # financial, April to March
    ACADEMIC_YEAR = "academic_year"
    CALENDAR_YEAR = "calendar_year"
    SURVEY_WAVE = "survey_wave"


class Unit(StrEnum):
    PERCENT = "percent"
    COUNT = "count"
    RATE_PER_1000 = "rate_per_1000"
    RATE_PER_100000 = "rate_per_100000"
    POUNDS = "pounds"
    DAYS = "days"
    TONNES = "tonnes"
    AVERAGE = "average"  # an average count, such as beds a day: not whole, never negative
    INDEX = "index"  # a score that may be negative


# Figures that follow from the size of an area, such as counts, say nothing beside another area's.
COMPARABLE_UNITS = (Unit.PERCENT, Unit.RATE_PER_1000, Unit.RATE_PER_100000, Unit.DAYS)

# Money and scores; nothing else that is measured here falls below nought.
MAY_BE_BELOW_ZERO = (Unit.POUNDS, Unit.INDEX)


class Basis(StrEnum):
    """What an outturn covers: its own period, or the year up to the end of it."""

    PERIOD = "period"
    YEAR_TO_DATE = "year_to_date"


class AimsOf(StrEnum):
    """Which year's target and minimum expectation a figure is held against."""

    OWN_PERIOD = "own_period"  # the financial year in which its own period ends
    REPORTING_YEAR = "reporting_year"  # the financial year in which it is reported


class QuarterValue(StrEnum):
    """How the months of a monthly measure make its figure for a quarter."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


class RagStatus(StrEnum):
    """A rating, or which of the several reasons there is none."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    DATA_ONLY = "data_only"  # no target, by design
    NO_TARGET = "no_target"  # none is set for the figure's year
    NOT_DUE = "not_due"  # nothing of this measure is due with this quarter
    AWAITED = "awaited"  # not returned, and the due date has not passed
    LATE = "late"  # not returned, and the due date has passed
    NOT_AVAILABLE = "not_available"  # returned without a figure: [c], [x] or [z]
    OUT_OF_DATE = "out_of_date"  # the latest figure is too old to stand for today
    SUSPENDED = "suspended"
    NOT_COMPARABLE = "not_comparable"  # the definition changed: the target does not apply
    SEE_PARTS = "see_parts"  # has parts, which are rated and counted in its place


RATED = (RagStatus.GREEN, RagStatus.AMBER, RagStatus.RED)


class Nature(StrEnum):
    """What a figure has in common with the one before it."""

    FLOW = "flow"  # new cases every period: people housed, a fresh sample of residents
    STOCK = "stock"  # a state: most of the people or things counted are those of the period before
    ROLLING = "rolling"  # its last so many months, more than its own period


class ChartKind(StrEnum):
    """The control chart that a series suits."""

    XMR = "xmr"  # single figures and their moving ranges
    SEASONAL = "seasonal"  # the same, less the season
    RESIDUAL = "residual"  # each figure against what the one before led to expect
    SEASONAL_RESIDUAL = "seasonal_residual"
    P_PRIME = "p_prime"  # shares, by the number of cases behind each
    U_PRIME = "u_prime"  # rates of events, likewise
    G = "g"  # rare events: how many periods from one to the next


class RagRule(StrEnum):
    """What decides a colour."""

    MINIMUM_EXPECTATION = "minimum_expectation"  # the target, and the least that is acceptable
    TOLERANCE = "tolerance"  # how far from the target
    BANDS = "bands"  # limits of each colour's own, set with the aims
    BASELINE = "baseline"  # a figure of the past that is to be beaten
    TREND = "trend"  # the measure's own earlier figure
    COMPARATOR = "comparator"  # another area's figure of the same period
    RANK = "rank"  # the place among other areas


class CountedIn(StrEnum):
    """What the width of a colour is counted in."""

    PERCENT = "percent"  # of what a figure is held against; of the areas, for a rank
    POINTS = "points"  # the measure's own unit: percentage points, days, pounds
    PLACES = "places"  # of a rank


class LimitsAs(StrEnum):
    """How the limit of a colour is compared where it is worked out."""

    EXACT = "exact"  # as it is: 10% off 258 is 232.2, and 232 is more than that off
    ROUNDED = "rounded"  # to the published decimals, as it would be printed: 232


class Since(StrEnum):
    """The earlier figure that a figure is held against."""

    PERIOD_BEFORE = "period_before"
    YEAR_BEFORE = "year_before"  # the same period a year earlier


class Direction(StrEnum):
    """Better or worse than before, never up or down."""

    IMPROVING = "improving"
    NO_CLEAR_CHANGE = "no_clear_change"
    WORSENING = "worsening"
    NOT_TESTED = "not_tested"  # the figures differ, and no test can say whether by chance


class Marker(StrEnum):
    """Shorthand of UK government statistics, stored without its square brackets."""

    PROVISIONAL = "p"
    REVISED = "r"
    CONFIDENTIAL = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"


MARKERS_WITHOUT_A_FIGURE = (Marker.CONFIDENTIAL, Marker.NOT_AVAILABLE, Marker.NOT_APPLICABLE)


class Provenance(StrEnum):
    """Where a submission's figures come from; decides which of two figures is shown."""

    RETURN = "return"  # returned by an officer
    PUBLISHED = "published"  # an official statistic
    ILLUSTRATIVE = "illustrative"  # made up, and labelled so wherever it shows


class SubmissionState(StrEnum):
    """How far a submission has come."""

    SUBMITTED = "submitted"
    APPROVED = "approved"  # also what is no return, which needs nobody's approval
    PUBLISHED = "published"  # a figure of it is in a release, perhaps of long ago
    WITHDRAWN = "withdrawn"


class ActivityStatus(StrEnum):
    """How far an activity of the plan has come, as its owner returns it."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    DELAYED = "delayed"
    COMPLETED = "completed"
    STOPPED = "stopped"


class AnnotationKind(StrEnum):
    """What an annotation pinned to a period of a measure says of its figure."""

    NOTE = "note"
    BREAK = "break"  # figures from here on do not compare with those before
    NOT_COMPARABLE = "not_comparable"  # this one figure compares with no other
    BASELINE = "baseline"  # control limits are worked out anew from here on; figures still compare


class Severity(StrEnum):
    ERROR = "error"
    QUESTION = "question"  # what can be read in two ways: taken in none until it is answered
    WARNING = "warning"


class ThemeBasis(StrEnum):
    STATED = "stated"  # in the council's own documents
    ASSIGNED = "assigned"  # by whoever wrote the plan's files


class ReturnState(StrEnum):
    """What has become of a return that is due."""

    RETURNED = "returned"
    PROVISIONAL = "provisional"  # returned, and marked [p]: to be confirmed or replaced
    LATE = "late"  # not returned, and the due date has passed
    AWAITED = "awaited"  # not returned, and the due date has not passed


MISSING_STATES = (ReturnState.LATE, ReturnState.AWAITED)


class Change(StrEnum):
    """What a returned figure or activity does to what is stored under its key."""

    NEW = "new"
    RESTATED = "restated"
    UNCHANGED = "unchanged"


class Approval(StrEnum):
    """Who may approve a return: any post, or only another than the one that submitted it."""

    ONE = "one"
    TWO = "two"


class Nearness(StrEnum):
    """How near a published figure comes to the measure it is set beside."""

    EXACT = "exact"
    COMPLEMENT = "complement"  # 100 less it is the measure: a conversion says so
    NEAR = "near"  # not quite the same, and a note says why


class ReleaseFault(StrEnum):
    """Why a quarter cannot be published."""

    NOT_ENDED = "not_ended"  # the quarter is not over
    NOTHING_APPROVED = "nothing_approved"  # no figure of its report is approved
    WAITING = "waiting"  # returned, not approved, and nothing approved to show in its place
    NOTHING_TO_CORRECT = "nothing_to_correct"  # its last release shows just this
    CHANGED_AGREED = "changed_agreed"  # an agreed aim changed after its year began, untold
    DRAFT = "draft"  # it is being prepared, and nobody has said that it is ready for review
    UNRESOLVED = "unresolved"  # a comment of a reviewer
    SCHEDULED = "scheduled"  # it is approved for a time already


class ReleaseWarning(StrEnum):
    """What the public would see of a quarter, and whoever publishes it has to accept."""

    EARLY = "early"  # before the day the plan says it is published
    LATE = "late"
    AWAITED = "awaited"  # not returned, and not yet due
    LEFT_OUT = "left_out"  # a restatement not approved: what was approved before is shown
    RED_WITHOUT_COMMENTARY = "red_without_commentary"
    PROVISIONAL = "provisional"
    ILLUSTRATIVE = "illustrative"
    RESTATED = "restated"  # said otherwise, or no longer, since the last release
    CHANGED_AIMS = "changed_aims"  # other aims than the plan of the last release
    CHANGED_TERMS = "changed_terms"  # defined or rated otherwise than there


class Role(StrEnum):
    """What somebody may do; a person may have several, each where it was given for."""

    PUBLIC = "public"  # everybody, signed in or not
    PRE_RELEASE_READER = "pre_release_reader"  # reads a release that names their post, a day early
    MEMBER = "member"  # of the board: sees figures before they are published
    DIRECTOR = "director"  # answers for outcomes
    CONTRIBUTOR = "contributor"  # returns the figures of posts and directorates
    PERFORMANCE_TEAM = "performance_team"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"  # gives roles, and sees who did what


class Act(StrEnum):
    """Everything somebody can do, as the audit calls it."""

    READ_PUBLISHED = "read published"
    READ_SCHEDULED = "read scheduled"  # a release that is approved for a time to come
    READ_BEFORE_RELEASE = "read before release"
    READ_ILLUSTRATIVE = "read illustrative"  # where they are kept from the public
    READ_RETURNS = "read returns"  # files, who sent them, every value a figure ever had
    READ_SMALL_COUNTS = "read small counts"
    CHECK = "check"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    PREPARE_RELEASE = "prepare release"
    COMMENT_ON_RELEASE = "comment on release"
    PUBLISH = "publish"  # at once or at a time; and withdraw what is published
    ANNOTATE = "annotate"
    WITHDRAW_ANNOTATION = "withdraw annotation"
    FORGET_MAPPING = "forget mapping"
    FORGET_ANSWER = "forget answer"
    READ_ACCESS = "read access"
    GIVE_ACCESS = "give access"
    TAKE_ACCESS = "take access"
    ERASE_NAME = "erase name"
    READ_AUDIT = "read audit"
    CHANGE_PLAN = "change plan"  # measures, owners, proposed targets
    AGREE_PLAN = "agree plan"  # say that what is proposed is agreed
    SUBSCRIBE = "subscribe"  # to mails of releases, and end that
    MANAGE_MAILS = "manage mails"  # see who gets them, at which address, and send what is due


class Reach(StrEnum):
    """Of what a role may do something."""

    ANY = "any"
    OWN = "own"  # of the post, directorate or outcomes the role was given for


class AuditFault(StrEnum):
    """What is wrong with the audit."""

    CHANGED = "changed"  # an entry is not as it was written
    MISSING = "missing"  # an entry between others is gone
    CUT = "cut"  # entries at the end are gone
    NAME = "name"  # a person's name is not the one that was written down first


class WayIn(StrEnum):
    """How people come into the dashboard."""

    LOCAL = "local"  # one user with every role, on this machine
    PROVIDER = "provider"  # of identities, by OpenID Connect
    PROXY = "proxy"  # a web server before it, which signs them in
    NOBODY = "nobody"  # others reach it and nobody signs in: everybody is the public


class SpendingKind(StrEnum):
    """Which spending an amount is: before or after income, and on running or on building."""

    GROSS_REVENUE = "gross_revenue"
    NET_REVENUE = "net_revenue"
    GROSS_CAPITAL = "gross_capital"
    NET_CAPITAL = "net_capital"


class PublicSees(StrEnum):
    """What is shown to people without a role."""

    PUBLISHED = "published"
    NOTHING = "nothing"


class IllustrativeFor(StrEnum):
    """To whom illustrative figures are shown where people sign in."""

    EVERYBODY = "everybody"
    STAFF = "staff"  # who has a role that reads them: neither the public nor members


class SessionState(StrEnum):
    """Whether what somebody does after signing in still counts as theirs."""

    OPEN = "open"
    TOO_LONG = "too long"  # since they signed in
    IDLE = "idle"  # too long without a click
    SIGNED_OUT = "signed out"
