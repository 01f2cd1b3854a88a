"""Texts of a return that were garbled on their way, mended where somebody said so."""

from dataclasses import replace
from functools import cache
from hashlib import sha256

import pandas as pd

from kpis.frames import TEXT
from kpis.readers.asked import Answers
from kpis.readers.raw import RawReturn
from kpis.validation.garbled.mended import mended
from kpis.validation.issues.cross_row import GarbledText
from kpis.validation.text_column import TextColumn
from kpis.words.lists import cut

TEXTS = ("commentary", "area", "breakdown", "category")
# What names a figure: garbled, it is none, so that only the mended text can be meant.
KEYS = {"measure": "measure", "measure_also": "title", "period": "period"}
MENDED = "mended"
_SHOWN = 60  # characters of a text in what an answer hangs on, and in a note


def is_garbled(text: str) -> bool:
    return mended(text) != text


def about(text: str) -> str:
    """What an answer about a text hangs on: the text, a long one by its beginning and a digest."""
    text = " ".join(text.split())
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN]}… {sha256(text.encode()).hexdigest()[:8]}"


def with_mended_texts(raw: RawReturn, answers: Answers) -> RawReturn:
    """The return with those texts mended whose question was answered so, and a note of each."""
    if not answers.given:
        return raw

    @cache
    def settled(text: str) -> str:
        mend = mended(text)
        return (
            mend if mend != text and answers.to(GarbledText.code, about(text)) == MENDED else text
        )

    columns, notes = {}, []
    for name, column in (dict(zip(TEXTS, TEXTS, strict=True)) | KEYS).items():
        texts = TextColumn.of(raw.rows[name].array)
        changed = {text: settled(text) for text in texts.distinct if settled(text) != text}
        if changed:
            columns[name] = pd.array(texts.meaning(settled).tolist(), dtype=TEXT)
            notes += [
                f"The {column} {shortened(text)!r} is read as answered: {shortened(mend)!r}."
                for text, mend in changed.items()
            ]
    if not columns:
        return raw
    return replace(raw, rows=raw.rows.assign(**columns), notes=(*raw.notes, *notes))


def shortened(text: str) -> str:
    """The beginning of a text, for a button or a note."""
    return cut(text, _SHOWN)
