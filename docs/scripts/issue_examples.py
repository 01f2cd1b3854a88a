"""An example of every kind of issue, as a return might have it: what docs/issues.md shows."""

from typing import Any

from docs.scripts.examples.of_activities import ACTIVITIES
from docs.scripts.examples.of_figures import FIGURES
from docs.scripts.examples.of_files import FILES
from docs.scripts.examples.of_keys import KEYS
from docs.scripts.examples.of_questions import QUESTIONS
from docs.scripts.examples.said_beside import SAID_BESIDE
from kpis.validation import Issue
from kpis.validation.issues import activity, structure

_PLACE = {"sheet": "Q2", "cell": "G14"}
_MEASURE = {"measure": "5.2", "title": "Level of recycling"}
_ACTIVITY = {"measure": "A1.2", "title": "Open a second repair shop"}
# What an example of each kind is made of, beside its place and its measure.
EXAMPLES: dict[type[Issue], dict[str, Any]] = {
    **FILES,
    **QUESTIONS,
    **SAID_BESIDE,
    **KEYS,
    **FIGURES,
    **ACTIVITIES,
}


def example(kind: type[Issue]) -> Issue:
    """An issue of this kind, as a return might have it."""
    of = {structure.__name__: {}, activity.__name__: _ACTIVITY}
    sheet = {"sheet": "Activities"} if kind.__module__ == activity.__name__ else {}
    return kind(**(_PLACE | sheet | of.get(kind.__module__, _MEASURE) | EXAMPLES[kind]))
