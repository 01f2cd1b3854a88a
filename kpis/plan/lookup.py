"""Find the measure a return means: by id, by code, by title or by short title.

Case, blanks and kinds of quote and dash are passed over, and so is what only says that a code is
one: "KPI 6.2", "6.2.". A code and a title in one cell name a
measure where they belong together: "5.2 Level of recycling". Nothing is guessed beyond that: a near
miss is not found, but `nearest` says what may have been meant.
"""

import re

from kpis.model import Measure, Plan
from kpis.plan.names.folding import folded
from kpis.plan.names.nearest import LONGEST_COMPARED, NearestMeasures
from kpis.plan.names.title_words import is_title_of, title_words
from kpis.words.lists import listed

_LONGEST_CODE = 60  # characters, with what stands around it
_CODE = r"\d{1,3}\.\d{1,3}[a-z]?"
_CODE_FIRST = re.compile(rf"[(\[]?({_CODE})(?:[)\]:.,;|/-]\s*|\s+)(?:[-:|]\s*)?(?=\D)(.+)")
_CODE_LAST = re.compile(rf"(.+?)[\s:,;|/-]*[(\[]({_CODE})[)\]]|(.+?)\s+[-|:]\s+({_CODE})")
# "KPI 6.2", "Measure no. 6.2", "(6.2)", "6.2.", "6.2 -": a code with words and signs that only say
# that it is one. An "M6.2" or an "Outcome 6.2" may be of another list.
_SAYS_IT_IS_A_CODE = (
    r"(?:(?:(?:strategic|performance|corporate|key performance) )?(?:measure|indicator)s?|k?pi|kpis"
    r"|code|ref(?:erence)?)\b\.?(?: ?(?:no|number|code|ref)\b\.?)?[ :#-]*|k?pi(?=\d)|no\.? ?|# ?"
)
_CODE_ALONE = re.compile(rf"(?:{_SAYS_IT_IS_A_CODE})?[(\[]?({_CODE})[)\]]?[ .:;,*†-]*")
_BEFORE_A_CODE = re.compile(rf"(?:{_SAYS_IT_IS_A_CODE})(?=[(\[]?\d)")


class MeasureLookup:
    """Of one plan. Measures with parts are found too; whether they are returned is not asked."""

    def __init__(self, plan: Plan) -> None:
        self._measures: dict[str, Measure] = {}
        for measure in plan.measures:  # what has gone from the plan stands last, and gives way
            for name in (measure.title, measure.code, measure.id):
                self._measures.setdefault(folded(name), measure)
        for earlier, now in plan.id_now.items():
            self._measures.setdefault(folded(earlier), plan.measures_by_id[now])
        self._add_short_titles(plan)
        self._nearest: NearestMeasures | None = None

    def find(self, text: str) -> Measure | None:
        name = folded(text)
        return self._measures.get(name) or self._by_code(name) or self._by_code_and_title(name)

    def near(self, text: str) -> tuple[Measure, ...]:
        """The measures that may have been meant, the nearest first, three at most."""
        if self._nearest is None:
            self._nearest = NearestMeasures(self._measures)
        return self._nearest.of(text)

    def nearest_in_words(self, text: str) -> str:
        """ "The nearest are 5.2 Level of recycling and ...": "" when none is near."""
        names = [f"{measure.code} {measure.title}" for measure in self.near(text)]
        return f"The nearest {'is' if len(names) == 1 else 'are'} {listed(names)}." if names else ""

    def nearest(self, text: str) -> str:
        """Code and title of the measure that may have been meant, "" when none is near."""
        return next((f"{measure.code} {measure.title}" for measure in self.near(text)), "")

    def other_of_number(self, code: str) -> Measure | None:
        """The measure whose code is the same number: of 1.1 that of 1.10; None without one."""
        return self._measures.get(f"{code}0") if re.fullmatch(r"\d+\.\d+", code) else None

    def _add_short_titles(self, plan: Plan) -> None:
        """A short title names its measure where nothing else is called so."""
        shared: set[str] = set()
        names: dict[str, Measure] = {}
        for measure in plan.measures:
            name = folded(measure.short_title)
            if name in names:
                shared.add(name)
            names[name] = measure
        for name, measure in names.items():
            if name and name not in shared:
                self._measures.setdefault(name, measure)

    def _by_code(self, name: str) -> Measure | None:
        alone = _CODE_ALONE.fullmatch(name) if len(name) <= _LONGEST_CODE else None
        measure = self._measures.get(alone[1]) if alone else None
        return measure if alone and measure and measure.code == alone[1] else None

    def _by_code_and_title(self, name: str) -> Measure | None:
        if len(name) > LONGEST_COMPARED:
            return None
        name = _BEFORE_A_CODE.sub("", name, count=1) if _BEFORE_A_CODE.match(name) else name
        if first := _CODE_FIRST.fullmatch(name):
            code, title = first[1], first[2]
        elif last := _CODE_LAST.fullmatch(name):
            code, title = last[2] or last[4], last[1] or last[3]
        else:
            return None
        measure = self._measures.get(code)
        if measure is None or measure.code != code or not title_words(title):
            return None
        named = self._measures.get(title)
        agree = named is measure if named else is_title_of(measure, title)
        return measure if agree else None
