"""Areas are free text: a figure of one area must not silently stand for another, or for a new one.

A name that differs from a known one only in case or blanks is that area. In a return so is one that
has the words a council puts around its name, another name or a code that the plan lists, and, where
no other area's figures stand beside it, a word such as Borough or Total for the plan's own. What
else a return names is asked about. History names areas by the hundred: there a new name is a new
area, and one that is nearly a known one is told.
"""

import re
from collections.abc import Collection
from functools import cached_property

import pandas as pd

from kpis.model import Plan
from kpis.plan.names.slips import one_slip_apart
from kpis.readers.asked import Answers
from kpis.regardless import regardless_of_case
from kpis.validation.issues.identity import WhichArea
from kpis.validation.text_column import TextColumn

OWN_AREA = "own area"  # an answer: it is the plan's own

# Shorter names differ by a letter without being misspelt: Bow, Box. Longer ones are no names.
_SHORTEST_COMPARED, _LONGEST_COMPARED = 5, 200
_AROUND_A_NAME = re.compile(
    r"\b(?:london borough of|royal borough of|metropolitan borough of|borough of|lb|council|mbc"
    r"|lbc|unitary authority|ua|the)\b"
)
# A council in a title by the words around its name, known or not.
_A_COUNCIL = re.compile(
    r"\b[Bb]orough (?:[Cc]ouncil )?of ([A-Z][\w'’-]+(?: (?:and|upon|of|on|in|the|[A-Z][\w'’-]+))*)"
    r"|\b(?!The |Our |This )([A-Z][\w'’-]+(?: (?:and|upon|of|on|in|the|[A-Z][\w'’-]+))*)"
    r" (?:Metropolitan |Royal )?(?:City|Borough|County|District) Council\b"
)
_OF_A_PERSON = re.compile(r"\b(?:by|contact|author|officer|lead|email|manager)\b")
_MOST_WORDS_OF_A_TITLE = 12
_NOT_A_LETTER = re.compile(r"[\W_]+")
# What people call their own council in a list, beside comparators; and what may as well be the sum
# of all the areas that are listed.
_OWN_WORDS = (
    *("borough", "council", "authority", "local authority", "borough council", "own area"),
    *("whole borough", "whole council", "borough wide", "boroughwide", "council wide"),
    *("borough total", "council total", "borough overall", "all borough", "our area"),
)
_SUM_WORDS = (
    *("all", "total", "whole", "overall", "grand total", "all areas", "all wards", "everywhere"),
    *("total all areas", "whole area"),
)


def known_areas(plan: Plan, stored: pd.DataFrame) -> frozenset[str]:
    """The plan's own area, its comparators and every area that has a figure stored."""
    of_sets = (
        name
        for comparators in plan.comparator_sets
        for name in (*comparators.areas, comparators.reference)
    )
    named = (plan.area, *plan.comparators, *filter(None, of_sets))
    return frozenset((*named, *stored["area"].unique()))


def settle_areas(texts: TextColumn, own: str, area_names: Collection[str]) -> TextColumn:
    """Each row's area: `own` where none is typed, a known name where only case or blanks differ."""
    by_folded = {regardless_of_case(name): name for name in sorted(area_names)}
    return texts.renamed(
        by_folded.get(regardless_of_case(text), " ".join(text.split())) if text else own
        for text in texts.distinct
    )


def settle_areas_of_return(
    texts: TextColumn, names: "NamesOfAreas", answers: Answers
) -> TextColumn:
    """Each row's area in a return, by every name it is known by or was answered to be.

    What is left as it was typed is known by none.
    """
    known = {text: names.find(text) for text in texts.distinct}
    others = {name for name in known.values() if name} - {names.own}
    settled = []
    for text in texts.distinct:
        area = known[text] or names.own_by_a_word(text, others)
        if not area and (answer := answers.to(WhichArea.code, " ".join(text.split()))):
            area = names.own if answer == OWN_AREA else names.find(answer)
        settled.append(area or " ".join(text.split()))
    return texts.renamed(settled)


class NamesOfAreas:
    """Every name an area is known by: its own, those the plan lists, and with a council's words."""

    def __init__(self, plan: Plan, area_names: Collection[str]) -> None:
        self.own = plan.area
        self.known = area_names
        self._references = {
            *plan.comparators,
            *(comparators.reference for comparators in plan.comparator_sets),
        }
        self._names = {regardless_of_case(name): name for name in sorted(area_names)}
        self._names |= {
            regardless_of_case(also): entry.name for entry in plan.area_names for also in entry.also
        }
        self._names[regardless_of_case(plan.area)] = plan.area
        bare: dict[str, set[str]] = {}
        for name in self._names.values():
            bare.setdefault(_bare(name), set()).add(name)
        self._bare = {each: min(names) for each, names in bare.items() if len(names) == 1 and each}

    def find(self, text: str) -> str:
        """The area of that name; the plan's own for none; "" where no area is called so."""
        if not text:
            return self.own
        name = regardless_of_case(text)
        return self._names.get(name) or self._bare.get(_bare(text), "")

    def own_by_a_word(self, text: str, others: Collection[str]) -> str:
        """The plan's own area where a word such as Borough can mean no other; else "".

        others: the other areas that have rows. Beside wards or boroughs Total is their sum.
        """
        words = " ".join(_NOT_A_LETTER.sub(" ", regardless_of_case(text)).split())
        if words in _SUM_WORDS:
            return "" if others else self.own
        if words.removeprefix("the ") in _OWN_WORDS:
            return self.own if self._references.issuperset(others) else ""
        return ""

    def is_a_whole(self, text: str) -> bool:
        """Whether a word says that a row is of everything, as All does."""
        words = " ".join(_NOT_A_LETTER.sub(" ", regardless_of_case(text)).split())
        return words in _SUM_WORDS or words.removeprefix("the ") in _OWN_WORDS

    def said_in(self, text: str) -> str:
        """The area that a title or the name of a sheet says; "" where it says none.

        The plan's own wherever it is among others. A reference, London, is only said where it
        stands alone: "London" is in many a title. A council that is not known is said by the word.
        """
        words = _words(text)
        if words.count(" ") >= _MOST_WORDS_OF_A_TITLE or _OF_A_PERSON.search(words):
            return ""
        found = {
            area: name for name, area in self._said.items() if name and f" {name} " in f" {words} "
        }
        if self.own in found:
            return self.own
        if bare := self._bare.get(_bare(text)):
            return bare
        if others := found.keys() - self._references:
            return max(others, key=lambda area: (len(found[area]), area))
        council = _A_COUNCIL.search(" ".join(text.split()))
        return next(filter(None, council.groups())) if council else ""

    @cached_property
    def _said(self) -> dict[str, str]:
        return {_words(name): area for name, area in self._names.items()}

    def own_has_a_code_like(self, code: str) -> bool:
        """Whether the plan's own area is known by a code of that form: this is another's then."""
        form = _form(code)
        return any(_form(name) == form for name, area in self._names.items() if area == self.own)


class NearestArea:
    """Suggests the known area a new name may be a misspelling of."""

    def __init__(self, area_names: Collection[str]) -> None:
        self._names: dict[str, str] = {}  # by bare name
        self._bare: dict[str, list[str]] = {}  # bare names by bare name with a letter left out
        for name in sorted(area_names):
            bare = _bare(name)
            self._names.setdefault(bare, name)
            for variant in _variants(bare):
                self._bare.setdefault(variant, []).append(bare)

    def nearest(self, name: str) -> str:
        """A known area one letter or a few common words away; "" when none is."""
        bare = _bare(name)
        if bare in self._names:
            return self._names[bare]
        near = {each for variant in _variants(bare) for each in self._bare.get(variant, ())}
        return min((self._names[each] for each in near if one_slip_apart(bare, each)), default="")


def _words(text: str) -> str:
    return " ".join(_NOT_A_LETTER.sub(" ", regardless_of_case(text)).split())


def _bare(name: str) -> str:
    """The letters and digits of a name, without the words around it."""
    words = _AROUND_A_NAME.sub(" ", regardless_of_case(name).replace("&", " and "))
    return _NOT_A_LETTER.sub("", words)


def _variants(bare: str) -> set[str]:
    """A bare name and what is left of it without each letter in turn.

    Digits stay: Ward 1 and Ward 2 are two areas, not one misspelt.
    """
    if len(bare) > _LONGEST_COMPARED:
        return set()
    letters = [at for at, character in enumerate(bare) if not character.isdigit()]
    if len(letters) < _SHORTEST_COMPARED:
        return set()
    return {bare} | {bare[:at] + bare[at + 1 :] for at in letters}


def _form(code: str) -> str:
    """E09000030 is a letter and eight figures."""
    return re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "a", regardless_of_case(code)))
