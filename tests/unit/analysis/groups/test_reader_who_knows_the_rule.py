"""No small count is found out, nor any number ruled out for it, by a reader who has the code."""

import numpy as np
import pytest

from kpis.analysis.groups.disclosure import suppress

from .attacker import Attacker

pytestmark = pytest.mark.walk

KINDS = ("counts", "shares", "quarters", "to date", "year after a large one")


def tables_of(kind: str, random: np.random.Generator) -> np.ndarray:
    """Tables at random, (periods, groups, kinds), in which something is small or about to be."""
    groups = int(random.integers(2, 8))
    if kind == "counts":
        return _counts(random, (1, groups, 1))
    if kind == "shares":
        return _counts(random, (int(random.integers(1, 3)), min(groups, 6), 2))
    if kind == "quarters":
        # Much the same from quarter to quarter, as groups are.
        usual = _counts(random, (1, groups, 1))
        return np.maximum(0, usual + random.integers(-2, 3, size=(3, groups, 1)) * (usual > 0))
    if kind == "to date":
        return _counts(random, (4, min(groups, 6), 1)).cumsum(axis=0)
    large = random.integers(20, 60, size=(4, groups, 1))
    little = random.random((4, groups, 1)) < 0.1
    after = np.where(
        little, random.integers(0, 5, size=large.shape), random.integers(5, 30, size=large.shape)
    )
    return np.concatenate([large.cumsum(axis=0), after.cumsum(axis=0)])


def _counts(random: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    draw = random.random(shape)
    small, large = random.integers(1, 6, size=shape), random.integers(5, 40, size=shape)
    return np.where(draw < 0.1, 0, np.where(draw < 0.1 + random.random() * 0.5, small, large))


def found_out(kind: str, seeds: range):
    """What is found out of so many tables, each told by its seed."""
    for seed in seeds:
        random = np.random.default_rng(seed)
        tables = tables_of(kind, random)
        attacker = Attacker(suppress, tables, random, year_to_date=kind in KINDS[3:])
        for finding in attacker.findings():
            if finding.exact or finding.narrowed:
                yield seed, tables.squeeze().tolist(), finding


def smallest_that_will_do(frame, **_):
    """The rule we had: beside a small count the smallest other with which it comes to nine."""
    hidden = frame["outturn"].between(1, 4)
    for _, table in frame.groupby(["breakdown", "period_id"]):
        few = table["outturn"][table["outturn"].between(1, 4)].sum()
        will_do = table["outturn"][(table["outturn"] > 4) & (table["outturn"] + few >= 9)]
        hidden[will_do.idxmin()] = True
    return frame.assign(marker=hidden.map({True: "c", False: ""}))


def test_a_rule_that_chooses_by_size_is_found_out():
    """Had it been 2, the 7 would have done; so of 1, 7, 20 and 30 the first is told."""
    tables = np.array([[[1], [7], [20], [30]]])
    attacker = Attacker(smallest_that_will_do, tables, np.random.default_rng(1))
    assert attacker.hidden.tolist() == [[True, False, True, False]]
    (finding,) = attacker.findings()
    assert finding.exact
    assert finding.could_be == {1, 2, 3, 4}


@pytest.mark.parametrize("kind", KINDS)
def test_each_small_count_may_be_any_from_one_to_four(kind):
    assert list(found_out(kind, range(3))) == []


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
@pytest.mark.parametrize("kind", KINDS)
def test_each_small_count_of_a_thousand_tables_may_be_any_from_one_to_four(kind, part):
    assert list(found_out(kind, range(1000 + 20 * part, 1020 + 20 * part))) == []
