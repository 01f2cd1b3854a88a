"""What is said of a data set as a whole: once, for every description of it.

CSV on the Web, Data Package, schema.org and DCAT have other names for the same things. What the
plan does not say is left out of all of them, and said in words in the description.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from kpis.model import Licence, Plan, Provenance, PublicContact, Release, Standing
from kpis.model.record import Record
from kpis.plan.names.area_codes import gss_of
from kpis.reports.open_data.data_set import DataSet
from kpis.reports.open_data.whole import OpenData
from kpis.words.days import uk_date, uk_day
from kpis.words.illustrative import MADE_UP, Share, illustrative_words
from kpis.words.publication import (
    NO_NEXT_RELEASE,
    access_sentence,
    contact_sentence,
    licence_sentence,
    next_release_sentence,
    publisher_of,
)
from kpis.words.report.release_standing import ended, standing_sentence

WITH_ILLUSTRATIVE = " (with illustrative figures)"  # after a title
WITHHELD = (
    "Figures by group are withheld where few people are behind them: they have the marker c and no "
    "figure."
)
AS_IT_IS = (
    "Text is given as it was written. Cells that begin with =, +, - or @ are text and no formulas: "
    "open the files as data, not by a double click in a spreadsheet."
)


class About(Record):
    """A data set as a whole.

    lead: what it is, a sentence. made_up_words: how much of it is illustrative; "" for none.
    further: what else is to be known of it, in sentences. covers: the first and the last day that a
    figure is of. next_on: when the next figures come. site: what addresses begin with, "" where the
    plan names none.
    """

    title: str
    lead: str
    made_up_words: str
    further: tuple[str, ...]
    version: str
    release: int
    quarter_id: str
    published_at: datetime  # UTC
    publisher: str
    home_page: str
    contact: PublicContact
    licence: Licence | None
    area: str
    area_code: str
    covers: tuple[date, date] | None
    keywords: tuple[str, ...]
    standing: Standing
    standing_words: str
    next_on: date | None
    site: str

    @property
    def about(self) -> str:
        """All of it as one text."""
        return " ".join(filter(None, (self.lead, self.made_up_words, *self.further)))

    @property
    def made_up(self) -> bool:
        """Whether any figure of the council in it, or any target, is illustrative."""
        return bool(self.made_up_words)


def about_of(data: OpenData, data_set: DataSet) -> About:
    """What is said of the data of a release."""
    plan, release = data_set.plan, data_set.release
    standing = data.standings[release.number]
    standing_words = standing_sentence(release, standing)
    figures, aims = data_set.tables["figures"], data_set.tables["aims"]
    made_up_words = _made_up_words(figures[figures["area"] == plan.area], aims)
    is_newest = standing.by is None and data.latest is data_set
    said = _said_of(data)
    further = (
        standing_words,
        ended(release.note),
        f"Corrected: {ended(release.reason)}" if release.reason else "",
        WITHHELD,
        AS_IT_IS,
        *(said if is_newest else said[1:]),
    )
    title = f"{plan.title}: figures of {data_set.quarter.label}, {plan.council}"
    return About(
        title=f"{title}{WITH_ILLUSTRATIVE if made_up_words else ''}",
        lead=f"Every figure that {publisher_of(data.plan)} publishes of {plan.title}, with "
        f"targets, ratings, definitions and activities, {_released(data_set)}.",
        made_up_words=made_up_words,
        further=further,
        version=str(data.versions[release.number].version),
        release=release.number,
        quarter_id=release.quarter_id,
        published_at=release.published_at,
        publisher=publisher_of(data.plan),
        home_page=data.plan.publication.home_page,
        contact=data.plan.publication.contact,
        licence=data.plan.publication.licence,
        area=plan.area,
        area_code=gss_of(plan, plan.area),
        covers=data_set.covers(),
        keywords=_keywords(plan),
        standing=standing,
        standing_words=standing_words,
        next_on=_next_on(data, release) if is_newest else None,
        site=data.site,
    )


def _next_on(data: OpenData, release: Release) -> date | None:
    """When the next figures come; None where no calendar says it, or the day was past before."""
    coming = data.coming
    if coming is None or coming.published < uk_date(release.published_at):
        return None
    return coming.published


def about_measure(whole: About, data_set: DataSet, measure_id: str, figures: pd.DataFrame) -> About:
    """What is said of the figures of one measure. whole: of the release they are given out with;
    figures: the rows of FIGURES that are of it."""
    plan = data_set.plan
    measure = plan.measures_by_id[measure_id]
    aims = data_set.tables["aims"]
    made_up_words = _made_up_words(
        figures[figures["area"] == plan.area], aims[aims["measure"] == measure_id]
    )
    title = f"{measure.title}: figures, {plan.council}"
    return replace(
        whole,
        title=f"{title}{WITH_ILLUSTRATIVE if made_up_words else ''}",
        lead=f"Every figure that {whole.publisher} publishes of {measure.code} {measure.title}, "
        f"{_released(data_set)}.",
        made_up_words=made_up_words,
    )


def _released(data_set: DataSet) -> str:
    day = uk_day(data_set.release.published_at)
    return f"as released on {day} for {data_set.quarter.label}"


def _made_up_words(own: pd.DataFrame, aims: pd.DataFrame) -> str:
    """ "561 of the 784 figures of the council and all targets are illustrative: …"; "" for none.

    own: the council's rows of FIGURES; aims: rows of AIMS.
    """
    shown = own[own["outturn"].notna()]
    figures_made_up = int((shown["provenance"] == Provenance.ILLUSTRATIVE.value).sum())
    aims_made_up = int(aims["illustrative"].sum())
    words = illustrative_words(
        [
            Share(figures_made_up, len(shown), "figure of the council", "figures of the council"),
            Share(aims_made_up, len(aims), "target of a year", "targets of years"),
        ]
    )
    if not words:
        return ""
    return (
        f"{words[0].upper()}{words[1:]}: {MADE_UP}. The columns provenance, target_illustrative "
        "and illustrative tell which."
    )


def _said_of(data: OpenData) -> Sequence[str]:
    """When the next figures come, then what holds for all releases."""
    coming, newest = data.coming, data.latest
    return (
        next_release_sentence(
            coming.quarter.label, coming.published, uk_date(newest.release.published_at)
        )
        if coming and newest
        else NO_NEXT_RELEASE,
        ended(licence_sentence(data.plan)),
        ended(contact_sentence(data.plan)),
        ended(access_sentence(data.plan)),
    )


def _keywords(plan: Plan) -> tuple[str, ...]:
    """What people look for: the area, the plan, its outcomes."""
    return tuple(dict.fromkeys((plan.area, plan.title, *(each.title for each in plan.outcomes))))
