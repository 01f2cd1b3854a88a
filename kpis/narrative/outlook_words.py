"""The outlook of one measure in words: what is foreseen, how likely its aims are, and how."""

from kpis.frames import OutlookRow
from kpis.model import Measure, Polarity
from kpis.words.aims import asked_note
from kpis.words.chances import chance_words
from kpis.words.figures import figure_with_unit, is_known, written
from kpis.words.illustrative import illustrative_basis


def outlook_method(row: OutlookRow) -> str:
    """How the outlook came about; "" where there is none."""
    if not is_known(row.outlook):
        return ""
    return (
        f"The outlook comes from the past figures by {row.outlook_method}. In eight cases of ten "
        "the figure is expected to lie in the range given."
    )


def outlook_words(row: OutlookRow, measure: Measure) -> str:
    """What is foreseen, and the chance of meeting the aims; or why nothing is."""
    if not is_known(row.outlook):
        return str(row.outlook_reason)
    shown = figure_with_unit(row.outlook, measure.unit, measure.decimals, measure.unit_label)
    low, high = written(row.outlook_low, measure), written(row.outlook_high, measure)
    sentences = [
        f"Likely result for {row.outlook_period_label}: {shown} ({low} to {high}).",
        *_chances(row, measure),
    ]
    if row.outlook_illustrative:
        basis = illustrative_basis(figures=row.outlook_figures_illustrative)
        sentences.append(f"It rests on {basis}.")
    return " ".join(sentences)


def _chances(row: OutlookRow, measure: Measure) -> list[str]:
    kind = "target range" if measure.polarity is Polarity.RANGE else "target"
    asked = (
        (kind, row.chance_target, row.outlook_target, row.outlook_target_upper),
        (
            "minimum expectation",
            row.chance_minimum,
            row.outlook_minimum,
            row.outlook_minimum_upper,
        ),
    )
    sentences = []
    for name, chance, lower, upper in asked:
        if is_known(chance):
            bounds = " to ".join(written(at, measure) for at in (lower, upper) if is_known(at))
            words = chance_words(chance)
            sentences.append(
                f"{words[0].upper()}{words[1:]} that the {name} of {bounds} will be met."
            )
    other = asked_note(row.outlook_period_id, row.outlook_aims_of)
    if sentences and other:
        sentences.append(f"That is {other}.")
    return sentences
