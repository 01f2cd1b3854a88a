"""What is said of a quarter before it is released, in the words of its numbers."""

import pytest

from kpis.model import ReleaseFault, ReleaseWarning
from kpis.words.releases import CHECK_MEANINGS, check_sentence, summary_sentences


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((30, 29, 1, 0, 9), "29 of 30 figures are in, 1 is late. Past figures are included."),
        ((30, 30, 0, 0, 0), "30 of 30 figures are in."),
        ((1, 1, 0, 0, 0), "1 of 1 figure is in."),
        ((25, 12, 11, 1, 5), "12 of 25 figures are in, 1 is waiting for approval, 11 are late, "
         "1 is not yet due. Past figures are included."),
        ((4, 0, 0, 4, 0), "0 of 4 figures are in, 4 are not yet due."),
        ((0, 0, 0, 0, 0), "no figure is due."),
    ],
)  # fmt: skip
def test_the_summary_accounts_for_every_figure_that_is_due(counts, sentence):
    due, came_in, late, awaited, past = counts
    said = summary_sentences("Q2", due=due, came_in=came_in, late=late, awaited=awaited, past=past)
    assert said == f"Q2 report: {sentence}"


@pytest.mark.parametrize(
    ("kind", "one", "several"),
    [
        (ReleaseWarning.LATE, "1 figure is late.", "2 figures are late."),
        (
            ReleaseWarning.RED_WITHOUT_COMMENTARY,
            "1 red figure has no commentary.",
            "2 red figures have no commentary.",
        ),
        (
            ReleaseWarning.CHANGED_AIMS,
            "1 target or minimum differs from the last release.",
            "2 targets or minimums differ from the last release.",
        ),
        (ReleaseFault.NOT_ENDED, "Q2 has not ended.", "Q2 has not ended."),
    ],
)
def test_a_kind_of_fault_or_warning_is_told_with_its_count(kind, one, several):
    assert [check_sentence(kind, count, "Q2") for count in (0, 1, 2)] == ["", one, several]


@pytest.mark.parametrize("kind", [*ReleaseFault, *ReleaseWarning])
def test_every_kind_has_a_sentence_and_says_what_it_means(kind):
    assert check_sentence(kind, 3, "Q2").endswith(".")
    assert CHECK_MEANINGS[kind].endswith(".")
    assert len(CHECK_MEANINGS[kind].split()) <= 25
    many = {"they", "their", "these", "those", "them"}
    assert not many & set(CHECK_MEANINGS[kind].lower().split()), "it may be one that is meant"
