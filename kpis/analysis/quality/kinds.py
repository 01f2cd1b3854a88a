"""The kinds of finding: what each looks for, how grave it is, what to do about it.

The rule stands in words, because pages print it beside the findings: nobody should have to trust
a list whose making is hidden.
"""

from dataclasses import dataclass

from kpis.model import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    code: str
    title: str
    rule: str  # what is looked for, a sentence
    action: str  # what to do, a sentence
    severity: Severity


RATIO = Kind(
    code="ratio-disagrees",
    title="Outturns that disagree with their numerator and denominator",
    rule="The outturn must follow from numerator and denominator to one unit of its last decimal. "
    "Surveys and official statistics may be weighted: there it is a warning.",
    action="Find out which of the three figures is wrong and return all three again.",
    severity=Severity.ERROR,
)
PARTS = Kind(
    code="parts-disagree",
    title="Outturns that disagree with their parts",
    rule="Parts of a count cannot exceed the whole; a percentage, rate or average lies between "
    "its parts. Categories of a breakdown are held to the same when they kept to it in at least "
    "three periods and in three quarters of all: there counts add up to the whole.",
    action="Check the whole and its parts against their source and return what is wrong again.",
    severity=Severity.ERROR,
)
STALE = Kind(
    code="stale-measure",
    title="Measures that have gone quiet",
    rule="Two or more returns in a row have not come, or none ever did.",
    action="Agree with the owner when figures come again, or suspend or retire the measure.",
    severity=Severity.ERROR,
)
OVERDUE = Kind(
    code="return-overdue",
    title="Returns that are overdue",
    rule="The latest return has not come and its due date has passed.",
    action="Remind the owner; the page Progress has the text ready.",
    severity=Severity.ERROR,
)
UNEXPLAINED = Kind(
    code="red-without-commentary",
    title="Red figures without commentary",
    rule="A figure rated red in the report of its quarter says why, and what is being done.",
    action="Ask the owner for the reason and for what is being done by when.",
    severity=Severity.WARNING,
)
PROVISIONAL = Kind(
    code="provisional-not-confirmed",
    title="Provisional figures never confirmed",
    rule="A figure is still marked [p] after its quarter was published.",
    action="Return it again without [p], or corrected.",
    severity=Severity.WARNING,
)
GAP = Kind(
    code="gap-in-series",
    title="Gaps inside a series",
    rule="A period between two that were returned has neither a figure nor a marker, although "
    "the measure was collected.",
    action="Return the missing figures, or [x] where they no longer exist.",
    severity=Severity.WARNING,
)
JUMP = Kind(
    code="sudden-change",
    title="Sudden changes",
    rule="A change is more than 3.5 times the usual spread from the measure's middle change. It is "
    "the change from one period to the next, of a figure to date from a year before. The spread is "
    "1.4826 times the median distance from the middle change, and at least one unit of the last "
    "decimal. 8 changes are needed. Changes across a break do not count.",
    action="Check the figure with the owner. If it is right, say why in its commentary, or note a "
    "break.",
    severity=Severity.WARNING,
)
REPEAT = Kind(
    code="repeated-figure",
    title="The same figure again and again",
    rule="Four or more periods in a row show the very same figure of three digits or more, such "
    "as 62.4% or 1,204. Shorter figures repeat by chance, and 100% is a ceiling.",
    action="Ask the owner whether the figures were measured anew or copied forward.",
    severity=Severity.WARNING,
)
SHIFT = Kind(
    code="lasting-shift",
    title="Lasting changes of level",
    rule="Thirteen or more figures in a row, the latest among them, lie on one side of their mean "
    "since limits were last recalculated. That is enough for limits of their own.",
    action="Ask the owner what changed. If the reason is known and will last, pin a baseline on "
    "the measure's page from the period proposed. If not, the limits stay as they are.",
    severity=Severity.WARNING,
)
CAME_LATE = Kind(
    code="returned-late",
    title="Returns that came late",
    rule="In the plan's years a figure came after the due date of its quarter.",
    action="Nothing to mend. If a post is late again and again, agree on another due date.",
    severity=Severity.WARNING,
)
REVIEW = Kind(
    code="review-overdue",
    title="Definitions overdue for review",
    rule="The measure's next review was due before today. Parts are reviewed with their measure.",
    action="Review the definition with the owner and write both dates into the plan.",
    severity=Severity.WARNING,
)

# In the order in which they should be dealt with.
KINDS = {
    kind.code: kind
    for kind in (
        RATIO,
        PARTS,
        STALE,
        OVERDUE,
        UNEXPLAINED,
        PROVISIONAL,
        GAP,
        JUMP,
        REPEAT,
        SHIFT,
        CAME_LATE,
        REVIEW,
    )
}
