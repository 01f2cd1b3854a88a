"""A store in which everything has happened: no table of it is empty.

Its figures are those of the files it keeps, as everywhere; only clocks are set.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kpis.model import (
    About,
    Act,
    Actor,
    AnnotationKind,
    Holding,
    MailAbout,
    MailState,
    Plan,
    Role,
    local_administrator,
)
from kpis.periods import quarter
from kpis.readers.files.opened_file import OpenedFile
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.store import Store
from kpis.use_cases.mappings import MappingUsed
from kpis.use_cases.mending import mended_return
from kpis.use_cases.publishing.preparing import (
    begin_release,
    comment_on_release,
    put_release_forward,
    resolve_comment,
)
from kpis.use_cases.publishing.scheduling import schedule_release, withdraw_release
from kpis.use_cases.signoff import ALL_WARNINGS, approve_submission, withdraw_submission
from kpis.use_cases.submit import submit_return
from tests import three_releases

HEAD = local_administrator("Head of Performance")
ANN = Actor(post="Head", origin="dashboard", address="192.0.2.7")
NOTE = AnnotationKind.NOTE
DECEMBER, JANUARY = datetime(2023, 12, 4, 9), datetime(2024, 1, 20, 9)


def everything(path: Path, plan: Plan) -> Store:
    """Make it; three releases first, of which the last is then withdrawn."""
    store = Store(path)
    store.prepare(datetime(2023, 1, 1))
    login = "chair@north.example"
    store.subscribe("Chair", login, MailAbout.EVERYTHING, by=HEAD, now=datetime(2023, 2, 1))
    three_releases.first_release(store, plan)
    three_releases.second_release(store, plan)
    three_releases.correction(store, plan)
    people(store)
    mails(store)
    withdraw_release(store, 3, why="Counted twice", actor=HEAD, now=DECEMBER)
    store.subscribe("Clerk", login, MailAbout.CORRECTIONS, by=HEAD, now=DECEMBER)
    store.unsubscribe(2, by=HEAD, now=DECEMBER)
    files(store, plan)
    notes = [
        store.add_annotation("planning_days", "2023-24-Q2", NOTE, text, by=HEAD, now=DECEMBER)
        for text in ("A dry summer", "Two were away")
    ]
    store.withdraw_annotation(notes[0], by=HEAD, now=DECEMBER)
    scheduled(store, plan)
    return store


def people(store: Store) -> None:
    held = Holding(role=Role.CONTRIBUTOR, post="Ranger")
    for login in ("ann@north.example", "ben@north.example"):
        given = store.give_access(login, held, name=login.title(), why="New", by=ANN, now=DECEMBER)
    store.take_access(given.number, why="Left", by=ANN, now=DECEMBER)
    store.erase_name("ben@north.example", by=ANN, now=DECEMBER)
    store.refuse(Act.PUBLISH, About(words="Q2 2023/24"), by=ANN)


def mails(store: Store) -> None:
    for mail in store.take_mails(9, now=DECEMBER):
        store.note_mail(mail.number, MailState.SENT, now=DECEMBER)


def files(store: Store, plan: Plan) -> None:
    """Returns that were mended, answered, read with a mapping; of activities; one withdrawn."""
    sent = b"measure,period,outturn,commentary\nfrogs,2022/23,4o,Wet\n"
    content, cells = mended_return(OpenedFile(sent), {("", "C2"): "40"})
    mended: dict[str, Any] = {"original": sent, "mended": cells, "warnings_note": "Counted"}
    submit(store, plan, "mended.csv", content, **mended)
    planned = b"measure,period,planned outturn\nbins_on_time,August 2023,97\n"
    submit(store, plan, "q.csv", planned, answers={"header-meaning: planned outturn": "take"})
    own = b"Kind,Amount\nbins_on_time,98\n"
    (sheet,) = sheet_cells("own.csv", own)
    fixed = {"period": "October 2023"}
    mapping = mapping_of(sheet, header_row=1, columns={1: "measure", 2: "outturn"}, fixed=fixed)
    submit(store, plan, "own.csv", own, mapping=MappingUsed(mapping=mapping))
    activities = (
        b"activity,period,status,percent_done,expected_date,revised_date,comment\n"
        b"A1.1,Q2 2023/24,On track,20,2024-03-31,,Half of them\n"
    )
    submit(store, plan, "activities.csv", activities)
    wrong = b"measure,period,outturn\npool_occupancy,Q2 2023/24,71\n"
    made = submit(store, plan, "wrong.csv", wrong, approved=False)
    withdraw_submission(store, made, why="Another pool", actor=HEAD, now=DECEMBER)


def submit(
    store: Store, plan: Plan, name: str, content: bytes, *, approved: bool = True, **further: Any
) -> str:
    made = submit_return(store, plan, name, content, actor=HEAD, now=DECEMBER, **further).submission
    if approved:
        approve_submission(store, plan, made.id, actor=HEAD, now=DECEMBER)
    return made.id


def scheduled(store: Store, plan: Plan) -> None:
    third = quarter(2023, 3)
    three_releases.returned(store, plan, "planning_days,Q3 2023/24,58,Better", now=JANUARY)
    begin_release(store, plan, third, actor=HEAD, now=JANUARY)
    comment = comment_on_release(store, third, text="Is it 98?", actor=HEAD, now=JANUARY)
    resolve_comment(store, third, comment.number, actor=HEAD, now=JANUARY)
    put_release_forward(store, third, actor=HEAD, now=JANUARY)
    due = JANUARY + timedelta(hours=5)
    early: dict[str, Any] = {"early_readers": ["Mayor"], "early_hours": 2}
    said: dict[str, Any] = {"accepted": ALL_WARNINGS, "actor": HEAD, "now": JANUARY}
    schedule_release(store, plan, third, due_at=due, **said, **early)
    store.publish_due(by=HEAD, now=due)
