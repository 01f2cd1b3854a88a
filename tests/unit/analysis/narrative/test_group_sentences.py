"""Sentences on an outcome and a quarter: counted and listed again by another way, and read back."""

import re
from collections import Counter
from random import Random

import pytest

from kpis.analysis.narrative import outcome_sentences, quarter_sentences
from tests.unit.analysis.narrative.read_back import COLOURS, count
from tests.unit.analysis.narrative.rows import made_row, random_row

STATES = {
    "green": "green",
    "amber": "amber",
    "red": "red",
    "late": "late",
    "awaited": "awaited",
    "returned without a figure": "not_available",
    "suspended": "suspended",
    "not comparable": "not_comparable",
    "data only": "data_only",
    "not due": "not_due",
}


def quarters(number, seed):
    """Pairs of reports: the same measures, in another state a quarter before."""
    chooser = Random(seed)
    for _ in range(number):
        size = chooser.choice([1, 2, 3, 5, 9, 30])
        rows = [random_row(chooser, place) for place in range(size)]
        before = [
            random_row(chooser, place)._replace(quarter_id="2019-20-Q2")
            for place in range(size)
            if chooser.random() < 0.8
        ]
        yield rows, before


def read_tally(text, alone):
    """ "four green and two red" as a Counter; a single word stands for all that are counted."""
    if text in STATES:
        return Counter({STATES[text]: alone})
    parts = re.split(r", | and ", text)
    return Counter({STATES[p.partition(" ")[2]]: count(p.partition(" ")[0]) for p in parts})


def read_counts(text):
    if found := re.fullmatch(
        r"Of (\w+) measures, (\w+) (?:is|are) rated \((.+?)\) and (\w+) (?:is|are) not \((.+?)\)\.",
        text,
    ):
        total, rated, unrated = (count(found[place]) for place in (1, 2, 4))
        assert total == rated + unrated
        return read_tally(found[3], rated) + read_tally(found[5], unrated)
    found = re.fullmatch(
        r"(?:The one measure is|Both measures are|All (?P<all>\w+) measures are|"
        r"None of (?P<none>\w+) measures is|The one measure is not) rated"
        r"(?P<not> this quarter)? \((?P<each>.+)\)\.",
        text,
    )
    assert found, text
    numbers = [found[name] for name in ("all", "none") if found[name]]
    total = count(numbers[0]) if numbers else 2 if text.startswith("Both") else 1
    tally = read_tally(found["each"], total)
    assert sum(tally.values()) == total
    assert bool(set(tally) & set(COLOURS)) == (found["not"] is None)
    return tally


def read_names(text):
    """How many measures a list names: "A", "A and B", "A, B, C and 4 others"."""
    names = re.split(r", | and ", text)
    others = [name for name in names if name.endswith(" others")]
    return [n for n in names if n not in others], sum(count(o.split()[0]) for o in others)


def check_named(text, rows):
    names, others = read_names(text)
    assert len(names) + others == len(rows)
    assert others != 1
    titles = [row.short_title or row.title for row in rows]
    assert names == titles[: len(names)]


def check_signal(text, rows):
    kinds = {"for the better": "improvement", "for the worse": "concern"}
    words, _, names = text.partition(" in ")
    kind = kinds.get(words, "neutral")
    rows = [row for row in rows if row.outturn == row.outturn]
    assert words in (*kinds, "without being better or worse")
    check_named(names, [r for r in rows if r.variation.startswith(f"special_cause_{kind}")])


def check_signals(text, rows):
    parts = text.rstrip(".").split("; ")
    ways = {"better": "improving", "worse": "worsening"}
    told = set()
    for part in parts:
        part = re.sub("^(Against|against) a year earlier, ", "", part)
        if found := re.fullmatch("[Mm]ore than chance shows (.+)", part):
            for signal in found[1].split(", and "):
                check_signal(signal, rows)
                told.add("special")
            kinds = {
                row.variation.removesuffix("_high").removesuffix("_low")
                for row in rows
                if row.outturn == row.outturn
            }
            assert len(found[1].split(", and ")) == len(kinds - {"", "common_cause"})
        elif found := re.fullmatch("(.+?) (?:is|are) (better|worse)", part):
            check_named(found[1], [r for r in rows if r.direction_year == ways[found[2]]])
            told.add(found[2])
        elif found := re.fullmatch(r"(\w+) shows? no clear change", part):
            unclear = [r for r in rows if r.direction_year == "no_clear_change"]
            assert count(found[1]) == len(unclear)
        else:
            assert part == "none of those that can be compared has clearly changed", part
            assert "no_clear_change" in {r.direction_year for r in rows}
    for way, direction in ways.items():
        assert (way in told) == any(r.direction_year == direction for r in rows)
    news = [row for row in rows if row.outturn == row.outturn]
    assert ("special" in told) == any(row.variation.startswith("special") for row in news)


def check_one_change(text, was, now):
    start = "The one also rated in Q2 2019/20 "
    if was == now:
        assert text == f"{start}has not changed colour."
        return
    way = "for the better" if COLOURS.index(now) < COLOURS.index(was) else "for the worse"
    counts = {was: f"{was} went from one to no", now: f"{now} went from no to one"}
    listed = " and ".join(counts[colour] for colour in COLOURS if colour in counts)
    assert text == f"{start}changed colour {way}: {listed}."


def check_change(text, rows, before):
    then = {row.measure_id: row.rag for row in before if row.rag in COLOURS}
    both = [(then[r.measure_id], r.rag) for r in rows if r.rag in COLOURS and r.measure_id in then]
    if len(both) == 1:
        check_one_change(text, *both[0])
        return
    found = re.fullmatch(
        r"Among the (\w+) also rated in Q2 2019/20, (?:none changed colour|"
        r"(\w+) changed colour for the better and (\w+) for the worse)(?:: (.+))?\.",
        text,
    )
    assert found, text
    assert count(found[1]) == len(both)
    better = sum(COLOURS.index(now) < COLOURS.index(was) for was, now in both)
    worse = sum(COLOURS.index(now) > COLOURS.index(was) for was, now in both)
    assert (count(found[2] or "no"), count(found[3] or "no")) == (better, worse)
    said = {}
    for part in re.split(r", | and (?=green|amber|red)", found[4] or ""):
        if part:
            colour, was, now = re.fullmatch(r"(\w+) went from (\w+) to (\w+)", part).groups()
            said[colour] = (count(was), count(now))
    was, now = (Counter(pair[place] for pair in both) for place in (0, 1))
    assert said == {c: (was[c], now[c]) for c in COLOURS if was[c] != now[c]}


def check_outlook(text, rows):
    told = [row for row in rows if row.chance_target == row.chance_target]
    unlikely = [row for row in told if row.chance_target < 0.375]
    if found := re.fullmatch(
        r"Going by the outlook, (.+?) (?:is|are) unlikely to meet .+ targets?\.", text
    ):
        check_named(found[1], unlikely)
    else:
        assert not unlikely
        assert told
        found = re.fullmatch(
            r"None of the (\w+) targets with an outlook is .+|The one target .+", text
        )
        assert count(found[1] or "one") == len(told)


def test_a_hundred_and_fifty_quarters_are_told_truly():
    kinds = Counter()
    for rows, before in quarters(150, seed=11):
        counted = [row for row in rows if row.rag != "see_parts"]
        claims = quarter_sentences(rows, before=before)
        assert len(claims) <= 4
        for claim in claims:
            kinds[claim.kind] += 1
            match claim.kind:
                case "counts":
                    assert read_counts(claim.text) == Counter(row.rag for row in counted)
                case "change":
                    check_change(claim.text, counted, before)
                case "signals":
                    check_signals(claim.text, counted)
                case "outlook":
                    check_outlook(claim.text, counted)
        for claim in claims:
            for measure_id, values in claim.values.items():
                row = next(row for row in rows if row.measure_id == measure_id)
                assert {n: repr(v) for n, v in values.items()} == {
                    name: repr(getattr(row, name)) for name in claim.columns
                }
    assert set(kinds) == {"counts", "change", "signals", "outlook"}
    assert min(kinds.values()) > 50


def test_nothing_is_said_of_no_measures_or_of_change_without_a_quarter_before():
    assert outcome_sentences([]) == ()
    assert outcome_sentences([made_row(rag="see_parts")]) == ()
    assert [claim.kind for claim in outcome_sentences([made_row()])] == ["counts"]
    assert [claim.text for claim in quarter_sentences([made_row()])] == [
        "The one measure is rated (green)."
    ]


@pytest.mark.parametrize("chance", [0.374, 0.376])
def test_a_target_is_called_unlikely_where_its_chance_is(chance):
    said = [claim.text for claim in outcome_sentences([made_row(chance_target=chance)])]
    unlikely = "Going by the outlook, Reviews is unlikely to meet its target."
    assert (unlikely in said) == (chance < 0.375)
