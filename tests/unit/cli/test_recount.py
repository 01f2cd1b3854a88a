"""What is read out in public, recounted twice: in plain Python, and by the database."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from kpis.store import Store
from tests.unit.cli import recount

pytestmark = pytest.mark.walk

PLAN = Path(__file__).parents[3] / "data" / "plans" / "2019-22"
QUARTERS = [f"{year}-Q{q}" for year in ("2017-18", "2018-19", "2019-20") for q in (1, 2, 3, 4)][:11]
RATED = ("green", "amber", "red")


@pytest.fixture(scope="module")
def measures():
    return {each["id"]: each for each in recount.measures_of(PLAN)}


@pytest.fixture(scope="module")
def own(first_figures):
    """The council's own figures of whole measures: measure_id, day, outturn."""
    outturns = Store(first_figures).outturns()
    rows = outturns[(outturns["area"] == "Tower Hamlets") & (outturns["breakdown"] == "")]
    return rows[["measure_id", "period_end", "outturn"]].assign(day=rows["period_end"].dt.date)


@pytest.fixture(scope="module")
def figures(own, measures):
    rows = defaultdict(list)
    for measure_id, day, outturn in own[["measure_id", "day", "outturn"]].itertuples(index=False):
        rows[measure_id].append((day, None if pd.isna(outturn) else outturn))
    return {name: recount.own_figures(measure, rows[name]) for name, measure in measures.items()}


@pytest.fixture(scope="module")
def documents():
    return {}


@pytest.fixture
def told(kpis, documents):
    """The document of a quarter, asked for once by all tests. Only to be read."""

    def document(*asked):
        if asked not in documents:
            documents[asked] = kpis(
                "status", "--period", *asked, "--json", "--figures-only"
            ).document
        return documents[asked]

    return document


@pytest.mark.parametrize("quarter_id", QUARTERS)
def test_every_rating_is_by_the_aims_of_the_figures_own_period(told, measures, figures, quarter_id):
    rows = {row["id"]: row for row in told(quarter_id)["measures"] if row["id"] in measures}
    assert set(rows) == set(measures)
    quarter = recount.number_of(quarter_id)
    for name, measure in measures.items():
        rag = rows[name]["rag"]
        expected = recount.rated_in(measure, figures[name], quarter)
        if expected:
            assert rag == expected, (quarter_id, name)
        else:
            assert rag not in (*RATED, "data_only", "no_target", "not_comparable"), (
                quarter_id,
                name,
            )


@pytest.mark.parametrize("quarter_id", QUARTERS)
def test_every_latest_rating_is_that_of_the_newest_figure_until_it_is_too_old(
    told, measures, figures, quarter_id
):
    rows = {row["id"]: row for row in told(quarter_id)["measures"]}
    quarter = recount.number_of(quarter_id)
    for name, measure in measures.items():
        latest = rows[name]["latest"]
        expected = recount.latest_in(measure, figures[name], quarter)
        if expected is None:
            assert (latest["period"], latest["rag"]) == (None, rows[name]["rag"])
        else:
            state, _, carried = expected
            assert (latest["rag"], latest["carried_forward"]) == (state, carried), name


def by_sql(own, measures, quarter_id):
    """The state of each measure's latest figure by a quarter, worked out by the database alone."""
    plan = pd.DataFrame(
        {
            "measure_id": name,
            "arrears": measure.get("arrears", 0),
            "step": recount.STEP.get(measure["frequency"], 4),
            "monthly": measure["frequency"] == "month",
            "sums": measure.get("quarter_value") == "sum",
            "decimals": measure["decimals"],
            "polarity": measure["polarity"],
            "data_only": bool(measure.get("data_only")) or measure["polarity"] == "neutral",
        }
        for name, measure in measures.items()
    )
    aims = pd.DataFrame(
        {
            "measure_id": name,
            "quarter": int(year[:4]) * 4 + place,
            "target": _at(aim, "target", "target_profile", place),
            "least": _at(aim, "minimum_expectation", "minimum_profile", place),
            "target_upper": aim.get("target_upper"),
            "most": aim.get("minimum_expectation_upper"),
            "barred": bool(aim.get("not_comparable")),
        }
        for name, measure in measures.items()
        for year, aim in measure.get("years", {}).items()
        for place in range(4)
    )
    with duckdb.connect() as database:
        for name, frame in (("own", own), ("plan", plan), ("aims", aims)):
            database.register(name, frame)
        return database.execute(_SQL, {"now": recount.number_of(quarter_id)}).df()


_SQL = """
with placed as (
    select measure_id, outturn, period_end,
           (year(period_end) * 12 + month(period_end) - 4) // 3 as quarter,
           day(last_day(period_end)) as days
    from own join plan using (measure_id)),
whole as (
    select measure_id, quarter, outturn from placed join plan using (measure_id) where not monthly
    union all
    select measure_id, quarter,
           case when any_value(sums) then sum(outturn) else sum(outturn * days) / sum(days) end
    from placed join plan using (measure_id) where monthly
    group by measure_id, quarter having count(outturn) = 3),
newest as (
    select measure_id, quarter, outturn, quarter + arrears as reported
    from whole join plan using (measure_id)
    where outturn is not null and quarter + arrears <= $now
    qualify row_number() over (partition by measure_id order by quarter desc) = 1),
shown as (
    select *, case polarity when 'lower' then -1 else 1 end as sign,
           round(outturn + 1e-9, decimals::integer) as figure
    from newest join plan using (measure_id)
    left join aims using (measure_id, quarter))
select measure_id, reported < $now as carried,
       case when ($now - reported) // step > 2 then 'out_of_date'
            when data_only then 'data_only'
            when target is null then 'no_target'
            when barred then 'not_comparable'
            when polarity = 'range' then case
                when figure between target and target_upper then 'green'
                when figure between least and most then 'amber' else 'red' end
            when sign * figure >= sign * target then 'green'
            when sign * figure >= sign * least then 'amber'
            else 'red' end as state
from shown
"""


def _at(aim, name, profile, place):
    return aim[profile][place] if aim.get(profile) else aim.get(name)


def counted(states):
    counts = Counter(states)
    states = (*RATED, "data_only", "no_target", "not_comparable", "out_of_date")
    return {state: counts[state] for state in states}


def options_of(measures):
    """The measures counted by each choice of them: all, each outcome's, theme's, directorate's."""
    groups = {(): list(measures)}
    for number in range(1, 12):
        groups["--outcome", number] = [n for n, m in measures.items() if m["outcome"] == number]
    for theme in ("JOBS", "CYP", "HEALTH", "SAFE"):
        groups["--theme", theme] = [
            name
            for name, measure in measures.items()
            if theme in {link["theme"] for link in measure.get("themes", [])}
        ]
    for directorate in ("Place", "Governance"):
        groups["--directorate", directorate] = [
            name for name, measure in measures.items() if measure["directorate"] == directorate
        ]
    return groups


@pytest.mark.parametrize(
    ("quarter_id", "every"),
    [
        *((quarter_id, 4) for quarter_id in QUARTERS),
        *(pytest.param(quarter_id, 1, marks=pytest.mark.soak) for quarter_id in QUARTERS),
    ],
)
def test_counts_of_the_latest_position_hold_for_the_whole_and_each_choice_of_them(
    told, measures, own, quarter_id, every
):
    """The whole of each quarter, and other outcomes and themes of each; all of them in soak."""
    latest = by_sql(own, measures, quarter_id).set_index("measure_id")
    whole, *parts = options_of(measures).items()
    for options, names in [whole, *parts[QUARTERS.index(quarter_id) % every :: every]]:
        rows = latest[latest.index.isin(names)]
        document = told(quarter_id, *options)
        counts = document["latest_counts"]
        expected = counted(rows["state"])
        assert {state: counts[state] for state in expected} == expected, options
        rated = rows[rows["state"].isin(RATED)]
        assert counts["carried_forward"] == rated["carried"].sum(), options
        # Who has no figure at all keeps the state of the quarter: everybody is counted once.
        everybody = sum(n for state, n in counts.items() if state != "carried_forward")
        assert everybody == len(names) == sum(document["counts"].values()), options


def test_recounts_count_what_there_is_to_count(measures, figures):
    """They would agree on nothing as well: so the plan's measures and figures are there."""
    assert len(measures) == 53
    assert sum(len(rows) for rows in figures.values()) > 600
    quarter = recount.number_of("2019-20-Q2")
    latest = [recount.latest_in(m, figures[name], quarter) for name, m in measures.items()]
    assert Counter(each[0] for each in latest if each)["green"] > 20
    assert recount.quarter_of(date(2019, 9, 30)) == recount.number_of("2019-20-Q2")
