"""Find the measure a return means: by id, by code or by exact title.

People retype titles with straight quotes, other capitals and double spaces, and Word makes curly
quotes and long dashes of them; such differences are passed over. Nothing is guessed beyond that:
a near miss is not found, but `nearest` says what may have been meant.
"""

import unicodedata

from kpis.model import Measure, Plan

_QUOTES_AND_DASHES = str.maketrans(
    {"‘": "'", "’": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"}
)
LONGEST_COMPARED = 500  # characters: what is longer is no title
NEAR_ENOUGH = 0.6  # of difflib: below that a suggestion misleads more than it helps


class MeasureLookup:
    """Of one plan. Measures with parts are found too; whether they are returned is not asked."""

    def __init__(self, plan: Plan) -> None:
        self._measures: dict[str, Measure] = {}
        for measure in plan.measures:
            for name in (measure.title, measure.code, measure.id):
                self._measures[folded(name)] = measure
        self._nearest: dict[str, str] = {}

    def find(self, text: str) -> Measure | None:
        return self._measures.get(folded(text))

    def nearest(self, text: str) -> str:
        """Code and title of the measure that may have been meant, "" when none is near."""
        if len(text) > LONGEST_COMPARED:
            return ""
        name = folded(text)
        if name not in self._nearest:
            self._nearest[name] = self._search(name)
        return self._nearest[name]

    def _search(self, name: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(name, self._measures, n=1, cutoff=NEAR_ENOUGH)
        if not near:
            return ""
        measure = self._measures[near[0]]
        return f"{measure.code} {measure.title}"


def folded(text: str) -> str:
    """A name without the differences that mean nothing: case, blanks, kinds of quote and dash."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES_AND_DASHES)
    return " ".join(plain.split()).casefold()
