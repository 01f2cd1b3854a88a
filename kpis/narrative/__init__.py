"""What the figures say, in sentences that a councillor can read and an officer can prove.

Every sentence is made from one row of INSIGHTS (or from the rows of an outcome or a quarter) and
from nothing else, by rules and never by a language model: the same figures always give the same
words, and each `Claim` names the columns it rests on with their values.

A verdict joins it all in a line. Then come sentences of at most 25 words, one claim in each: of a
measure where it stands, whether it moves and what lies ahead; of a group how many stand where, who
moved and who stands out. A sentence says what the tests found and no more. "Better" and "worse" are
said where the direction of travel is clear, which a change within chance is not; "more than chance"
where a rule of the control chart says so; a chance only where there is an outlook; a rank only
where others have published. Where direction and control chart point different ways, both are said
and that they do. Good news of a red measure has its rating beside it. Where something cannot be
said there is no sentence about it, and a measure without a rating has the reason for that instead.
"""

from kpis.narrative.claim import Claim, ClaimKind
from kpis.narrative.group import outcome_sentences, quarter_sentences
from kpis.narrative.measure import measure_sentences
from kpis.narrative.verdict import verdict

__all__ = [
    "Claim",
    "ClaimKind",
    "measure_sentences",
    "outcome_sentences",
    "quarter_sentences",
    "verdict",
]
