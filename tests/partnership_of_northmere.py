"""What the fictional plan has for a partnership where a test gives it one."""

import shutil
from pathlib import Path

FICTIONAL = Path(__file__).parent / "fictional_plan"

PARTNERSHIP = """
[executive]
title = "Northmere Together"
chair = "Reeve of Northmere"

[[partners]]
id = "mere_trust"
title = "Mere Trust"

[[partners]]
id = "guild"
title = "Guild of Masons"

[[boards]]
id = "HEARTH"
title = "Hearth Board"

[[boards]]
id = "MERE"
title = "Mere Trust"

[[boards]]
id = "WARM"
title = "Warm Homes Forum"
chair = "Warden of Homes"

[[business]]
board = "WARM"
measures = ["warm_homes"]
activities = ["A2.1", "P1"]
basis = "stated"
reason = "the charter names it"

[[business]]
board = "WARM"
activities = ["A1.2"]
basis = "assigned"
reason = "letters are about homes"

[[business]]
board = "MERE"
activities = ["A2.1"]
basis = "assigned"
reason = "draughts come off the mere"

[[commitments]]
number = 2
title = "Ring the bells together"
sources = ["Charter, page 2"]

[[commitments]]
number = 1
title = "Keep one ledger"
about = "One ledger for all."
sources = ["Charter, page 1"]
supports = [3]
reason = "the third outcome is the shared one"
owner = "Keeper of the Ledger"
partners = ["guild"]
"""
MEETINGS = """
[[meetings]]
board = "WARM"
day = 2024-06-03

[[meetings]]
board = "WARM"
day = 2024-01-08
"""


def partnered_plan(folder: Path) -> Path:
    """The fictional plan with a partnership, in a folder that is not there yet."""
    shutil.copytree(FICTIONAL, folder)
    (folder / "partnership.toml").write_text(PARTNERSHIP, encoding="utf-8")
    calendar = folder / "calendar.toml"
    calendar.write_text(calendar.read_text(encoding="utf-8") + MEETINGS, encoding="utf-8")
    return folder
