"""How figures are coloured: the rule of a plan, or of one measure that is rated otherwise."""

from kpis.model.enumerations import CountedIn, LimitsAs, RagRule, RagStatus, Since
from kpis.model.record import Record

# Rules by which a figure is held against another figure, or its place among others.
AGAINST_OTHERS = (RagRule.TREND, RagRule.COMPARATOR, RagRule.RANK)
# Rules by which limits lie a width away from what a figure is held against.
WITH_WIDTHS = (RagRule.TOLERANCE, RagRule.BASELINE, RagRule.TREND, RagRule.COMPARATOR)
# Rules under which a green figure may be called better than green.
MAY_BE_EXCEEDED = (RagRule.MINIMUM_EXPECTATION, *WITH_WIDTHS)
# Rules under which a figure that is worse may yet count as better rated because it improved.
MAY_COUNT_IMPROVING = (RagRule.MINIMUM_EXPECTATION, RagRule.TOLERANCE, RagRule.BANDS)


class RatingRule(Record):
    """One rule and its figures.

    green_within, amber_within: how far off a figure may be and have the colour, as `counted_in`
    says: per cent of what it is held against, the measure's own unit, or for RANK places (per
    cent: of the areas). Below nought: how much better it must be. amber_within is None where the
    rule has no amber. green_at_limit, amber_at_limit: whether a figure that lies exactly on a
    limit has the colour.
    """

    rule: RagRule
    counted_in: CountedIn = CountedIn.PERCENT
    green_within: float = 0.0
    amber_within: float | None = None
    green_at_limit: bool = True
    amber_at_limit: bool = True
    limits: LimitsAs = LimitsAs.EXACT
    since: Since = Since.PERIOD_BEFORE  # TREND and `improving`: the earlier figure
    area: str = ""  # COMPARATOR: whose figure
    comparators: str = ""  # RANK: id of the comparator set
    improving: RagStatus | None = None  # the least that a figure better than the earlier one is
    reason: str = ""  # why this rule, for readers
    source: str = ""  # where it is laid down
    green_name: str = ""  # what the council itself calls the colour; "" = no other name
    amber_name: str = ""
    red_name: str = ""
    # A green figure that is so much better than what it is held against, as `counted_in` says, is
    # called by a name of its own: "Exceeded". It stays green; None: there is no such name.
    exceeded_by: float | None = None
    exceeded_name: str = ""

    def name_of(self, status: RagStatus) -> str:
        """What the council calls a colour: "On target"; "" where it has no other name."""
        named = {
            RagStatus.GREEN: self.green_name,
            RagStatus.AMBER: self.amber_name,
            RagStatus.RED: self.red_name,
        }
        return named.get(status, "")

    @property
    def looks_elsewhere(self) -> bool:
        """Whether it holds figures against others that are not in the plan."""
        return self.rule in AGAINST_OTHERS or self.improving is not None
