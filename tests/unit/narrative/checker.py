"""Reads sentences back: what each one claims, held against the row by a way of its own.

The sentence is taken apart by patterns that must fit it from end to end, so that nothing in it
goes unread; each number, word of direction, chance and rank found is then proved from the row.
`AssertionError` where something is claimed that the row does not say, or left unsaid that it does.
"""

from tests.unit.narrative.check_context import check_context
from tests.unit.narrative.check_level import check_level
from tests.unit.narrative.check_movement import check_movement, check_nothing_moves
from tests.unit.narrative.read_back import is_given

KINDS = ("level", "movement", "context")
MOST_WORDS = 25  # of a sentence


def check_sentences(row, claims):
    """Everything these claims say of one measure is so, and in its place."""
    order = [claim.kind for claim in claims]
    assert order == sorted(order, key=KINDS.index), "level, movement, context"
    kinds = set(order)
    assert "level" in kinds
    checks = {"level": check_level, "movement": check_movement, "context": check_context}
    for kind in kinds:
        checks[kind](row, [claimed_in(claim) for claim in claims if claim.kind == kind])
    if "movement" not in kinds:
        check_nothing_moves(row)
        assert row.direction_long in ("", "no_clear_change")
    if "context" not in kinds:
        assert not is_given(row.outlook)
        assert not row.benchmark_rank
        assert not (row.inequality_breakdown and row.inequality_gap_low > 0)


def claimed_in(claim):
    """What one sentence claims; it has a capital and a full stop, and can be read aloud."""
    text = claim.text.replace("\u00a0", " ")
    assert text.removeprefix("“")[0].isupper()
    assert text.endswith(".")
    assert ". " not in text
    assert not set("!;") & set(text)
    assert "nan" not in text
    assert len(text.split()) <= MOST_WORDS, text
    return f"{text[0].lower()}{text[1:-1]}"
