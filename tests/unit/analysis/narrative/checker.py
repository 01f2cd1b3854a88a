"""Reads sentences back: what each one claims, held against the row by a way of its own.

The sentence is taken apart by patterns that must fit it from end to end, so that nothing in it
goes unread; each number, word of direction, chance and rank found is then proved from the row.
`AssertionError` where something is claimed that the row does not say, or left unsaid that it does.
"""

from tests.unit.analysis.narrative.check_context import check_context
from tests.unit.analysis.narrative.check_level import check_level
from tests.unit.analysis.narrative.check_movement import check_movement, check_nothing_moves
from tests.unit.analysis.narrative.read_back import known

KINDS = ("level", "movement", "context")
MOST_WORDS = (
    36  # with two adjectives and the longest unit; the plan's own have 30: see test_analysed
)


def check_sentences(row, claims):
    """Everything these claims say of one measure is so, and in its place."""
    kinds = [claim.kind for claim in claims]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert kinds[0] == "level"
    checks = {"level": check_level, "movement": check_movement, "context": check_context}
    for kind in dict.fromkeys(kinds):
        texts = [claim.text.replace("\u00a0", " ") for claim in claims if claim.kind == kind]
        for text in texts:
            check_form(text)
        checks[kind](row, [text[0].lower() + text[1:-1] for text in texts])
    if "movement" not in kinds:
        check_nothing_moves(row)
        assert row.direction_long in ("", "no_clear_change")
    if "context" not in kinds:
        assert not known(row.outlook)
        assert not row.benchmark_rank


def check_form(text):
    """One sentence that can be read aloud: a capital, a full stop, and not too long."""
    assert text.removeprefix("“")[0].isupper()
    assert text.endswith(".")
    assert not set("!;") & set(text)
    assert "nan" not in text
    assert len(text.split()) <= MOST_WORDS, text
