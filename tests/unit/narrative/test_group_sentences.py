"""Sentences on an outcome and a quarter: counted and listed again by another way, and read back."""

import re
from collections import Counter
from itertools import combinations
from math import isnan
from random import Random

import pytest

from kpis.narrative import outcome_sentences, quarter_sentences
from tests.unit.narrative.checker import MOST_WORDS, claimed_in
from tests.unit.narrative.read_back import COLOURS, NUMBERS, count, opposed
from tests.unit.narrative.rows import made_row, random_row

STATES = {
    "green": "green",
    "amber": "amber",
    "red": "red",
    "late": "late",
    "awaited": "awaited",
    "without a figure": "not_available",
    "out of date": "out_of_date",
    "suspended": "suspended",
    "not comparable": "not_comparable",
    "without a target set": "no_target",
    "data only": "data_only",
    "not due": "not_due",
}
OTHER = "for other reasons"  # more than five reasons are too many for a sentence
UNRATED = tuple(state for state in STATES.values() if state not in COLOURS)
COMPARED = {"improving": "better", "worsening": "worse"}


def quarters(number, seed):
    """Pairs of reports: the same measures, in another state a quarter before."""
    chooser = Random(seed)
    for _ in range(number):
        size = chooser.choice([1, 2, 3, 5, 9, 30])
        parts = chooser.choice([0.0, 0.0, 0.4, 1.0])  # how many of them are parts of another
        rows = [
            random_row(chooser, place)._replace(part_of="whole" if chooser.random() < parts else "")
            for place in range(size)
        ]
        before = [
            random_row(chooser, place)._replace(quarter_id="2019-20-Q2")
            for place in range(size)
            if chooser.random() < 0.8
        ]
        yield rows, before


def told_in(claims):
    """What is claimed, by what it is about."""
    texts = {}
    for claim in claims:
        kind, text = claim.kind, claimed_in(claim)
        if text.startswith(("of the ", "the one also")):
            kind = "change"
        elif text.startswith("going by") or "with an outlook" in text:
            kind = "outlook"
        texts.setdefault(kind, []).append(f"{text[0].upper()}{text[1:]}.")
    return texts


def count_as(text, largest):
    """A number read back; in words or in figures as the largest of its sentence is."""
    if text == "none":
        return 0
    assert text.isdigit() == (largest >= 10), f"{text} beside {largest}"
    return count(text)


def read_tally(text, alone, largest):
    """ "four green and two red" as a Counter; "both green" stands for all that are counted."""
    if text == "nothing is due":
        return Counter({"not_due": alone})
    every = {1: "", 2: "both "}.get(alone, "all ")
    if text.removeprefix(every) in STATES and text.startswith(every):
        return Counter({STATES[text.removeprefix(every)]: alone})
    parts = [part.partition(" ") for part in re.split(r", | and ", text)]
    return Counter({STATES.get(words, OTHER): count_as(some, largest) for some, _, words in parts})


def as_told(states):
    """The states counted; of more than five reasons for no rating the last ones together."""
    counts = Counter(states)
    why = [state for state in UNRATED if counts[state]]
    if len(why) > 5:
        counts[OTHER] = sum(counts.pop(state) for state in why[3:])
    return counts


def of_named_kind(texts, rows):
    """The texts on measures alone, once it is sure that they name what they count."""
    kinds = {bool(row.part_of) for row in rows}
    kind = "measures and parts" if len(kinds) == 2 else "part" if True in kinds else "measure"
    what = texts[0].partition(":")[0]
    assert re.search(rf"\b{kind}s?\b", what), what
    assert bool(re.search(r"\bparts?\b", what)) == (True in kinds)
    plain = texts[0].replace("measures and parts", "measures")
    return [re.sub(r"\bpart(s?)\b", r"measure\1", plain), *texts[1:]]


def read_position(texts, rows):
    """How many are in which state by their latest figures, and how many of it is from earlier."""
    *texts, last = texts
    found = re.fullmatch(
        r"Of these ratings, (\w+) (?:was|were) last measured before this quarter\.", last
    )
    earlier = [row for row in rows if row.carried_forward and row.latest_rag in COLOURS]
    assert (count(found[1]) if found else 0) == len(earlier)
    return read_counts(texts if found else [*texts, last])


def read_counts(texts, when=""):
    """How many are in which state, of one sentence or of two. when: " this quarter", or nothing."""
    texts = [text.replace(f"rated{when}", "rated") for text in texts] if when else texts
    assert not any("this quarter" in text for text in texts)
    if len(texts) == 1:
        return read_alike(texts[0])
    none = re.fullmatch(r"None of (\w+) measures is rated\.", texts[0])
    if none:
        why = re.fullmatch(r"Not rated are (.+)\.", texts[1])
        tally = read_tally(why[1], count(none[1]), count(none[1]))
        assert sum(tally.values()) == count(none[1])
        assert not set(tally) & set(COLOURS)
        return tally
    some = re.fullmatch(r"Of (\w+) measures, (\w+) (?:is|are) rated \((.+)\)\.", texts[0])
    others = re.fullmatch(r"The other (\w+) (?:is|are) not \((.+)\)\.", texts[1])
    total, unrated = count(some[1]), count(others[1])
    rated = count_as(some[2], total)
    assert total == rated + unrated
    return read_tally(some[3], rated, total) + read_tally(others[2], unrated, unrated)


def read_alike(text):
    """Where all of them are rated, or none is."""
    found = re.fullmatch(
        r"(?:The one measure is|Both measures are|All (?P<all>\w+) measures are|"
        r"None of (?P<none>\w+) measures is|Neither measure is|The one measure is not) rated "
        r"(?:\((?P<each>.+)\)|(?P<colour>\w+))\.",
        text,
    )
    assert found, text
    numbers = [found[name] for name in ("all", "none") if found[name]]
    pair = text.startswith(("Both", "Neither"))
    total = count(numbers[0]) if numbers else 2 if pair else 1
    if found["colour"]:
        return Counter({found["colour"]: total})
    tally = read_tally(found["each"], total, total)
    assert sum(tally.values()) == total
    assert bool(set(tally) & set(COLOURS)) == (
        not text.startswith(("None", "Neither")) and ("is not" not in text)
    )
    return tally


def check_named(text, some, rows):
    """A list names so many measures: "“A”, “B”, “C” and four others"; "" where read elsewhere."""
    assert not some or count_as(some, len(rows)) == len(rows)
    names = re.findall("“(.+?)”", text)
    rest = re.sub("“.+?”", "", text)
    others = re.fullmatch(r"(?:, )*(?: and (?:(\w+) others)?)?", rest)
    assert others, text
    assert names == [row.short_title or row.title for row in rows][: len(names)]
    left = count_as(others[1], len(rows)) if others[1] else 0
    assert len(names) + left == len(rows)
    assert left != 1


def check_illustrative(texts, rows):
    """How many targets and figures of the rated rows are made up, counted by another way."""
    rated = [r for r in rows if r.latest_rag in COLOURS and not isnan(r.latest_outturn)]
    targets = [r for r in rated if not (isnan(r.latest_target) and isnan(r.latest_target_upper))]
    expected = {
        "target": (sum(row.latest_target_illustrative for row in targets), len(targets)),
        "figure": (sum(row.latest_provenance == "illustrative" for row in rated), len(rated)),
    }
    expected = {noun: counts for noun, counts in expected.items() if counts[0]}
    assert len(texts) == bool(expected)
    if not expected:
        return
    found = re.fullmatch(r"Behind these ratings, (.+) (is|are) illustrative\.", texts[0])
    claimed = {}
    for words in found[1].split(" and "):
        some, all_of_them = re.fullmatch(
            r"(?:(\d+) of the \d+|(the|both|all)) (?:target|figure)s?", words
        ).groups()
        noun = "target" if "target" in words else "figure"
        whole = expected[noun][1]
        said_of = {"the": 1, "both": 2}.get(all_of_them, whole)
        claimed[noun] = (int(some) if some else said_of, whole)
        if some:
            assert f"of the {whole} " in words
    assert claimed == expected
    assert (found[2] == "is") == (sum(some for some, _ in expected.values()) == 1)


def check_movement(texts, rows):
    """Of how many tested who is better, who is worse; and how many neither, or not tested."""
    tested = [row for row in rows if row.direction_year_p == row.direction_year_p]
    held = [row for row in tested if row.direction_year_holds]
    alone = [r for r in tested if r.direction_year in COMPARED and not r.direction_year_holds]
    rest = [row for row in rows if held or row not in tested]
    expected = {
        "alone": len(alone),
        "no clear change": sum(r.direction_year == "no_clear_change" for r in rest),
        "tested": sum(r.direction_year == "not_tested" for r in rows),
    }
    for direction, way in COMPARED.items():
        expected[way] = sum(row.direction_year == direction for row in held)
    if tested and not held:
        expected["none"] = len(tested)
    claimed = [
        read_movement(of_named_kind([text], about)[0] if about else text, tested, held)
        for text in texts
        for about in [moved_in(text, tested, rest)]
    ]
    assert dict(claimed) == {kind: count for kind, count in expected.items() if count}
    assert len(claimed) == len(dict(claimed))
    for place, text in enumerate(texts):
        assert ("a year earlier" in text) == (place == 0), "the first says what it is held against"
    among_many = "among so many tests" in " ".join(texts)
    assert among_many == bool(alone)


def moved_in(text, tested, rest):
    """Those whose kind the text has to name; None where it goes on from the one before."""
    if "tested against a year earlier" in text:
        return tested
    if not text.startswith("Against a year earlier"):
        return None
    state = "no_clear_change" if "no clear change" in text else "not_tested"
    return [row for row in rest if row.direction_year == state]


def read_movement(text, tested, held):
    """(what is claimed, of how many) of one sentence."""
    if found := re.fullmatch(
        r"(?:Of (?P<whole>\w+) measures tested against a year earlier, (?P<some>\w+)|"
        r"(?P<one>The one measure tested against a year earlier)|(?:Another )?(?P<more>\w+)) "
        r"(?:is|are) (?P<way>better|worse): (?P<names>.+)\.",
        text,
    ):
        if found["whole"]:
            assert count_as(found["whole"], len(tested)) == len(tested)
        some = found["some"] or found["more"] or "one"
        direction = {"better": "improving", "worse": "worsening"}[found["way"]]
        of_way = [row for row in held if row.direction_year == direction]
        check_named(found["names"], some.lower() if found["whole"] is None else "", of_way)
        assert not found["one"] or len(tested) == 1
        return found["way"], count(some.lower())
    if found := re.fullmatch(
        r"(?:(?P<one>The one measure)|Neither of the (?P<two>two) measures|None of the "
        r"(?P<all>\w+) measures) tested against a year earlier has (?:not )?clearly changed"
        r"(?: among so many tests)?\.",
        text,
    ):
        return "none", count(found["two"] or found["all"] or "one")
    found = re.fullmatch(
        r"(?:Against a year earlier, (?P<first>\w+) measures?|Another (?P<more>\w+)|"
        r"(?P<of>\w+)(?: of them)?) (?:shows? (?P<kind>no clear change)|changed and cannot be "
        r"(?P<un>tested)|would be clear (?P<alone>alone)(?:, but not among so many tests)?)\.",
        text,
    )
    assert found, text
    some = found["first"] or found["more"] or found["of"]
    number = 1 if some == "It" else count(some.lower())
    return found["kind"] or found["un"] or found["alone"], number


KINDS = {
    "clearly better than usual": ("improvement", False),
    "improving lately, step by step": ("improvement", True),
    "clearly worse than usual": ("concern", False),
    "getting worse lately, step by step": ("concern", True),
    "clearly different from usual": ("neutral", False),
    "rising or falling lately, step by step": ("neutral", True),
}


def check_signals(texts, rows):
    """Who stands out, each once; a signal that a direction contradicts only with that direction.

    Whoever of them has good news and is red is named so.
    """
    special = [row for row in rows if row.variation.startswith("special") and row.outturn > -1e99]
    claimed, red = [], []
    for text in texts:
        if found := re.fullmatch(
            r"(?:In all )?(\w+) (?:measures?|parts?|measures and parts) (?:is|are) "
            r"([a-z, ]+): (.+)\.",
            text,
        ):
            those = [r for r in special if kind_of(r) == KINDS[found[2]] and not opposed(r)]
            of_named_kind([text], those)
            check_named(found[3], found[1].lower(), those)
        elif found := re.fullmatch(
            r"(“.+”(?: and \w+ others)?) (?:is|are) rated red all the same\.", text
        ):
            red = [r for r in special if kind_of(r)[0] == "improvement" and r.rag == "red"]
            check_named(found[1], as_number(red), red)
            those = []
        else:
            those = check_both_ways(text, special)
        claimed += those
    assert sorted(r.measure_id for r in claimed) == sorted(r.measure_id for r in special)
    assert bool(red) == any(kind_of(r)[0] == "improvement" and r.rag == "red" for r in special)


def kind_of(row):
    """The kind of its signal, and whether it is a run of rises or falls."""
    kind = row.variation.removeprefix("special_cause_").partition("_")[0]
    return kind, "Trend" in row.special_cause


def as_number(rows):
    return str(len(rows)) if len(rows) > 9 else NUMBERS[len(rows)]


def check_both_ways(text, special):
    """A signal and the direction against it, in one sentence."""
    found = re.fullmatch(
        r"(“.+”(?: and \w+ others)?) (?:is|are) (?:still clearly (better|worse) than usual|"
        r"(improving|getting worse) lately), though (.+)\.",
        text,
    )
    assert found, text
    good = (found[2] or found[3]) in ("better", "improving")
    kind = ("improvement" if good else "concern", bool(found[3]))
    those = [
        row for row in special if kind_of(row) == kind and opposed(row) and though(row) == found[4]
    ]
    check_named(found[1], as_number(those), those)
    return those


def though(row):
    """The direction that readers see first, in words."""
    if row.direction_year in ("improving", "worsening"):
        return f"{COMPARED[row.direction_year]} than a year earlier"
    if row.direction_previous in ("improving", "worsening"):
        return f"{COMPARED[row.direction_previous]} than the time before"
    return f"{row.direction_long} over the longer run"


def check_change(texts, rows, before):
    assert len(texts) == 1
    then = {row.measure_id: row.rag for row in before if row.rag in COLOURS}
    both = [(then[r.measure_id], r.rag) for r in rows if r.rag in COLOURS and r.measure_id in then]
    if len(both) == 1:
        ((was, now),) = both
        went = f"is still {was}" if was == now else f"went from {was} to {now}"
        assert texts == [f"The one also rated in Q2 2019/20 {went}."]
        return
    found = re.fullmatch(
        r"Of the (\w+) also rated in Q2 2019/20, (?:(none|neither) changed colour|"
        r"(\w+) changed colour for the better and (\w+) for the worse)\.",
        texts[0],
    )
    assert found, texts
    assert count(found[1]) == len(both)
    better = sum(COLOURS.index(now) < COLOURS.index(was) for was, now in both)
    worse = sum(COLOURS.index(now) > COLOURS.index(was) for was, now in both)
    claimed = [count_as(found[place] or "none", len(both)) for place in (3, 4)]
    assert claimed == [better, worse]


def check_outlook(text, rows):
    with_chance = [row for row in rows if row.chance_target == row.chance_target]
    unlikely = [row for row in with_chance if row.chance_target < 0.375]
    if found := re.fullmatch(
        r"Going by the outlook, (\w+) targets? (?:is|are) unlikely to be met: (.+)\.", text
    ):
        check_named(found[2], found[1], unlikely)
        return
    assert not unlikely
    likely = sum(row.chance_target >= 0.525 for row in with_chance)
    total = len(with_chance)
    found = re.fullmatch(
        r"(?:The (one) target|(Both) targets|All (\w+) targets) with an outlook "
        r"(?:is|are|has|have) (likely to be met|only a realistic possibility of being met)\.",
        text,
    )
    if found:
        assert ({"Both": 2}.get(found[2]) or count(found[1] or found[3])) == total
        assert likely == (total if found[4].startswith("likely") else 0)
        return
    found = re.fullmatch(
        r"Of (\w+) targets with an outlook, (\w+) (?:is|are) likely to be met and (\w+) "
        r"(?:has|have) only a realistic possibility of it\.",
        text,
    )
    assert found, text
    assert [count_as(found[n], total) for n in (1, 2, 3)] == [total, likely, total - likely]


def test_a_hundred_and_fifty_quarters_are_told_truly():
    kinds = Counter()
    for rows, before in quarters(150, seed=11):
        counted = [row for row in rows if row.rag != "see_parts"]
        claims = quarter_sentences(rows, before=before)
        assert bool(claims) == bool(counted)
        if not counted:
            continue
        texts = told_in(claims)
        kinds.update(set(texts))
        named = of_named_kind(texts["position"], counted)
        assert read_position(named, counted) == as_told(row.latest_rag for row in counted)
        alike = all(row.rag == row.latest_rag for row in counted)
        assert ("counts" in texts) != alike
        if not alike:
            named = of_named_kind(texts["counts"], counted)
            told = read_counts(named, " this quarter")
            assert told == as_told(row.rag for row in counted)
        if "change" in texts:
            check_change(texts["change"], counted, before)
        check_illustrative(texts.get("provenance", []), counted)
        check_movement(texts.get("directions", []), counted)
        check_signals(texts.get("signals", []), counted)
        for text in texts.get("outlook", []):
            check_outlook(text, counted)
        for claim in claims:
            for measure_id, values in claim.values.items():
                row = next(row for row in rows if row.measure_id == measure_id)
                assert {n: repr(v) for n, v in values.items()} == {
                    name: repr(getattr(row, name)) for name in claim.columns
                }
    all_kinds = "position counts provenance change directions signals outlook"
    assert set(kinds) == set(all_kinds.split())
    assert min(kinds.values()) > 50


@pytest.mark.parametrize("rated", [(), COLOURS])
@pytest.mark.parametrize("each", [1, 12])
def test_whatever_reasons_there_are_for_no_rating_no_sentence_is_long(rated, each):
    longest = 0
    for many in range(1, len(UNRATED) + 1):
        for why in combinations(UNRATED, many):
            states = [*rated, *why] * each
            rows = [
                made_row(
                    measure_id=f"m{place}",
                    rag=state,
                    latest_rag="green",
                    part_of="whole" if place % 2 else "",
                )
                for place, state in enumerate(states)
            ]
            texts = told_in(quarter_sentences(rows))["counts"]
            longest = max(longest, *(len(text.split()) for text in texts))
            assert longest <= MOST_WORDS, texts
            if len(states) > 2:
                told = read_counts(of_named_kind(texts, rows), " this quarter")
                assert told == as_told(states)
    assert longest > MOST_WORDS - 3


def test_nothing_is_said_of_no_measures_or_of_change_without_a_quarter_before():
    assert outcome_sentences([]) == ()
    assert outcome_sentences([made_row(rag="see_parts")]) == ()
    assert [claim.kind for claim in outcome_sentences([made_row()])] == ["position"]
    assert [claim.text for claim in quarter_sentences([made_row()])] == [
        "The one measure is rated green."
    ]


@pytest.mark.parametrize("chance", [0.374, 0.376])
def test_a_target_is_called_unlikely_where_its_chance_is(chance):
    text = outcome_sentences([made_row(chance_target=chance)])[-1].text
    unlikely = "Going by the outlook, one target is unlikely to be met: “Reviews”."
    assert (unlikely == text) == (chance < 0.375)
