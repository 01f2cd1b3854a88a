"""A plan that says everything a plan may say of its borough, for tests that change it."""

import shutil
from pathlib import Path

FICTIONAL = Path(__file__).parent / "fictional_plan"

BOROUGH = """\
to_be_added = ["Our partners"]

[[topics]]
title = "Water"
measures = ["frogs", "pool_occupancy"]

[[topics]]
title = "Homes"

[[facts]]
topic = "Water"
text = "Three ponds and one mere"
year = "2022"
source = "Northmere Together, “About Northmere”"

[[facts]]
topic = "Homes"
text = "A house costs £90,000, less than in the county (£120,000)"
year = "2021/22"
value = 90000
unit = "£"
compared_with = "county average"
compared_value = 120000
measure = "warm_homes"
source = "Northmere Together, “About Northmere”"

[[challenges]]
title = "The mere is rising"
text = "By a hand's breadth every year."
source = "Northmere Together, “Key challenges”"

[[delivers]]
title = "Bins"
text = "Emptied every week."
source = "Northmere Together, “What we deliver”"

[[spending]]
outcome = 1
year = "2023/24"
amount = 1250000
kind = "gross_revenue"
source = "Budget book 2023/24"

[[spending]]
outcome = 3
year = "2023/24"
amount = 5000000
kind = "gross_revenue"
source = "Budget book 2023/24"

[[spending]]
outcome = 3
year = "2023/24"
amount = -20000
kind = "net_capital"
source = "Budget book 2023/24"

[[contacts]]
title = "Come along"
text = "Call 01632 960 123 or write to clerk@northmere.example"
links = ["01632 960 123", "clerk@northmere.example", "www.northmere.example/meetings"]
source = "Northmere Together, last page"
"""
PRINCIPLE = """
[[principles]]
title = "Together"
text = "Nobody is left on the far side of the mere."
source = "Mere and Moor 2030"
"""


def plan_with_borough(folder: Path, text: str = BOROUGH) -> Path:
    """A copy of the smallest plan in a new folder, with a borough.toml and words for its parts."""
    shutil.copytree(FICTIONAL, folder)
    (folder / "borough.toml").write_text(text, encoding="utf-8")
    words = {
        "outcomes.toml": (
            "priority = 2\n",
            'priority = 2\nwhy = ["Frogs were here first.", "So they stay."]\n'
            'challenges = ["Herons"]\nprinciples = ["Wet feet"]\n',
        ),
        "themes.toml": (
            'board = "Mere Trust"\n',
            'board = "Mere Trust"\nabout = ["Wild since 1086."]\nkey_outcomes = ["More reeds"]\n',
        ),
        "plan.toml": (
            'title = "Water, wild and people"\n',
            'title = "Water, wild and people"\nabout = ["All that flows."]\n' + PRINCIPLE,
        ),
    }
    for file, (old, new) in words.items():
        path = folder / file
        before = path.read_text(encoding="utf-8")
        if not before.endswith("\n"):
            before += "\n"
        assert before.count(old) == 1, file
        path.write_text(before.replace(old, new), encoding="utf-8")
    return folder
