"""Which pages there are, in the order of the menu: the script, the title and the address of each.

The first is the one that the bare address of the dashboard shows.
"""

PAGES = {
    "": [
        ("pages/performance/overview.py", "Overview", "overview"),
        ("pages/performance/outcome.py", "Outcomes", "outcome"),
        ("pages/performance/directorate.py", "Directorates", "directorate"),
        ("pages/performance/measure.py", "Measures", "measure"),
        ("pages/performance/activities.py", "Activities", "activities"),
    ],
    "Partnership": [
        ("pages/performance/partnership.py", "Partnership", "partnership"),
        ("pages/performance/board.py", "Boards", "board"),
        ("pages/performance/theme.py", "Themes", "theme"),
    ],
    "Borough": [
        ("pages/borough/borough.py", "State of the borough", "borough"),
        ("pages/borough/survey.py", "Surveys", "survey"),
    ],
    "Plan": [
        ("pages/plan/plan_changes.py", "What changed in the plan", "plan_changes"),
        ("pages/plan/change_plan.py", "Change the plan", "change_plan"),
    ],
    "Returns": [
        ("pages/returns/submit.py", "Submit a return", "submit"),
        ("pages/returns/progress.py", "Progress", "progress"),
        ("pages/returns/quality.py", "Data quality", "quality"),
        ("pages/returns/history.py", "History", "history"),
    ],
    "Publish": [
        ("pages/publish/releases.py", "Releases", "releases"),
        ("pages/publish/board_pack.py", "Board pack", "board_pack"),
        ("pages/publish/mails.py", "Mails", "mails"),
    ],
    "Access": [
        ("pages/people/roles.py", "Roles", "roles"),
        ("pages/people/audit.py", "Audit", "audit"),
    ],
    "Guide": [
        ("pages/guide/how_to_read.py", "How to read these pages", "how_to_read"),
        ("pages/guide/definitions.py", "Definitions", "definitions"),
    ],
}
