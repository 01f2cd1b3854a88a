"""Whatever names a board, a partner or a commitment names one there is, and names it once."""

import pytest

FILE, BINS, HOMES = "partnership.toml", "measures/bins_on_time.toml", "measures/warm_homes.toml"
FAULTS = {
    "two boards of one id": (
        FILE,
        'id = "MERE"',
        'id = "hearth"',
        'boards[2].id: "hearth" is already the id of boards[1].',
    ),
    "two boards of one title": (
        FILE,
        'title = "Warm Homes Forum"',
        'title = "hearth  board"',
        'boards[3].title: "hearth  board" is already the title of boards[1].',
    ),
    "two partners of one id": (
        FILE,
        'id = "guild"',
        'id = "mere_trust"',
        'partners[2].id: "mere_trust" is already the id of partners[1].',
    ),
    "a theme of a board nobody lists": (
        "themes.toml",
        'board = "Hearth Board"',
        'board = "Hearth board"',
        'themes[1].board: "Hearth board" is not in partnership.toml, which has Mere Trust, Hearth '
        "Board, Warm Homes Forum.",
    ),
    "business of a board nobody lists": (
        FILE,
        'board = "MERE"',
        'board = "PONDS"',
        'business[3].board: "PONDS" is not in partnership.toml, which has MERE, WARM, HEARTH.',
    ),
    "a measure nobody defined": (
        FILE,
        'measures = ["warm_homes"]',
        'measures = ["warm_hearts"]',
        'business[1].measures: "warm_hearts" is not in measures/.',
    ),
    "an activity nobody listed": (
        FILE,
        '"A2.1", "P1"]',
        '"A2.9"]',
        'business[1].activities: "A2.9" is not in activities.toml or partnership.toml.',
    ),
    "a commitment nobody made": (
        FILE,
        '"A2.1", "P1"]',
        '"P3"]',
        'business[1].activities: "P3" is not in activities.toml or partnership.toml.',
    ),
    "an activity that is a board's business twice": (
        FILE,
        'activities = ["A1.2"]',
        'activities = ["A2.1"]',
        'business[2].activities: "A2.1" is business of WARM already, by business[1]. Remove one.',
    ),
    "business that is nothing": (
        FILE,
        'activities = ["A1.2"]\n',
        "",
        "business[2]: It names no measure and no activity. Name one, or remove it.",
    ),
    "numbers of commitments with a gap": (
        FILE,
        "number = 2",
        "number = 3",
        "commitments: The numbers do not run on from 1: 2 missing.",
    ),
    "a commitment from nowhere": (
        FILE,
        'sources = ["Charter, page 2"]',
        "sources = []",
        "commitments[1].sources: is empty. Say in which document the commitment stands.",
    ),
    "a commitment to an outcome nobody defined": (
        FILE,
        "supports = [3]",
        "supports = [3, 4]",
        "commitments[2].supports: 4 is not in outcomes.toml, which has 1, 2, 3.",
    ),
    "a commitment of a partner nobody lists": (
        FILE,
        'partners = ["guild"]',
        'partners = ["guilds"]',
        'commitments[2].partners: "guilds" is not in partnership.toml, which has guild, '
        "mere_trust.",
    ),
    "a meeting of a board nobody lists": (
        "calendar.toml",
        'board = "WARM"\nday = 2024-06-03',
        'board = "COLD"\nday = 2024-06-03',
        'meetings[1].board: "COLD" is not in partnership.toml, which has MERE, WARM, HEARTH.',
    ),
    "two meetings of a board on one day": (
        "calendar.toml",
        "day = 2024-06-03",
        "day = 2024-01-08",
        "meetings[2].day: WARM meets on 2024-01-08 already. Remove one.",
    ),
    "a basis that is none": (
        FILE,
        'basis = "stated"',
        'basis = "guessed"',
        'business[1].basis: must be one of stated or assigned; found "guessed".',
    ),
    "a partner of a measure nobody lists": (
        BINS,
        "outcome = 1\n",
        'outcome = 1\npartners = ["bakers"]\n',
        'partners: "bakers" is not in partnership.toml, which has guild, mere_trust.',
    ),
    "a partner of a part named twice": (
        HOMES,
        "[[parts]]\n",
        '[[parts]]\npartners = ["guild", "guild"]\n',
        'parts[1].partners: "guild" is there twice. Remove one.',
    ),
    "a partner of an activity nobody lists": (
        "activities.toml",
        "number = 1\n",
        'number = 1\npartners = ["bakers"]\n',
        'activities[1].partners: "bakers" is not in partnership.toml, which has guild, mere_trust.',
    ),
    "a directorate that commitments write otherwise": (
        FILE,
        'owner = "Keeper of the Ledger"',
        'directorate = "streets"',
        'commitments[2].directorate: "streets" is written "Streets" in measures/bins_on_time.toml. '
        "Write both alike.",
    ),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_with_its_file_its_key_and_what_to_do(with_partnership, kind):
    file, old, new, sentence = FAULTS[kind]
    with_partnership.edit(file, old, new)
    assert f"{file}: {sentence}" in with_partnership.faults()


def test_a_partnership_as_it_should_be_has_no_fault(with_partnership):
    assert with_partnership.faults() == []


def test_a_file_that_cannot_be_read_makes_no_faults_elsewhere(with_partnership):
    with_partnership.add("partnership.toml", "boards = [")
    with_partnership.edit(BINS, "outcome = 1\n", 'outcome = 1\npartners = ["bakers"]\n')
    (fault,) = with_partnership.faults()
    assert fault.startswith("partnership.toml: ")


def test_without_the_file_themes_name_boards_as_they_like_and_nothing_else_is_named(plan_copy):
    assert plan_copy.faults() == []
    plan_copy.edit(BINS, "outcome = 1\n", 'outcome = 1\npartners = ["bakers"]\n')
    plan_copy.add("calendar.toml", '\n[[meetings]]\nboard = "WARM"\nday = 2024-06-03\n')
    assert plan_copy.faults() == [
        'calendar.toml: meetings[1].board: "WARM" is not in partnership.toml, which has none.',
        f'{BINS}: partners: "bakers" is not in partnership.toml, which has none.',
    ]
