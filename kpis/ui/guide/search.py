"""Find measures by the words in their descriptions."""

from kpis.model import Measure, Plan


def matching(plan: Plan, text: str) -> list[Measure]:
    """Measures that hold every word of the text somewhere, in plan order; all of them for "".

    Capitals, and a curly or straight apostrophe, make no difference.
    """
    words = _plain(text).split()
    return [
        measure for measure in plan.measures if all(word in _haystack(measure) for word in words)
    ]


def _haystack(measure: Measure) -> str:
    return _plain(
        " ".join(
            (
                measure.code,
                measure.title,
                measure.short_title,
                measure.definition,
                measure.why_it_matters,
                measure.numerator,
                measure.denominator,
                measure.unit_label,
                measure.directorate,
                measure.owner,
                measure.source,
                measure.part_label,
                measure.published.publisher if measure.published else "",
            )
        )
    )


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace("‘", "'")
