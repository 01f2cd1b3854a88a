"""Mails of releases on their way: once for each who wanted one, to a server that runs here."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from kpis.clock import utc_now
from kpis.errors import AccessRefused, PlanError, SettingsError, UsageError
from kpis.mail.settings import MailSettings, Server
from kpis.model import (
    Actor,
    Holding,
    MailAbout,
    MailEncryption,
    MailState,
    Role,
    local_administrator,
    somebody,
)
from kpis.periods import quarter
from kpis.plan.chain.chain import chain_of
from kpis.store import Store
from kpis.use_cases.due import publish_due
from kpis.use_cases.publishing import mails
from kpis.use_cases.publishing.mails import (
    FAULT,
    SENDER,
    WAITS,
    mails_listed,
    send_mails,
    send_test,
    settings_for,
)
from kpis.use_cases.publishing.release_told import ReleaseTold, told_of
from kpis.use_cases.publishing.scheduling import schedule_release, withdraw_release
from kpis.use_cases.publishing.subscriptions import subscribe
from kpis.use_cases.signoff import ALL_WARNINGS
from tests import three_releases
from tests.mail_server import HOST, mail_server
from tests.three_releases import UNPUBLISHED

TEAM = local_administrator("Head of Performance")
BEFORE = datetime(2023, 7, 1)
CHAIR, PARKS = "chair@northmere.example", "parks@northmere.example"


@pytest.fixture(scope="module")
def known() -> dict[int, ReleaseTold]:
    """What was told of each of the three releases: it is the same in every copy of their store."""
    return {}


@pytest.fixture
def told_once(known, monkeypatch) -> None:
    """Work out once for several tests what a release says."""

    def told(store, chain, release, **more):
        if release > 3:
            return told_of(store, chain, release, **more)
        if release not in known:
            known[release] = told_of(store, chain, release, **more)
        return known[release]

    monkeypatch.setattr("kpis.use_cases.publishing.release_told.told_of", told)


@pytest.fixture
def add(published, fictional_plan):
    """Subscribe as of before the first release, or of another time."""

    def call(post, address, about=MailAbout.EVERYTHING, of_what="", now=BEFORE):
        return subscribe(
            published, fictional_plan, post, address, about, of_what, actor=TEAM, now=now
        )

    return call


def to(port: int) -> MailSettings:
    return MailSettings(
        server=Server(host=HOST, port=port, encryption=MailEncryption.NONE, patience=2),
        sender="kpi@northmere.example",
    )


@pytest.fixture
def send(published, fictional_plan, told_once):
    """send(settings): what became of the mails that were tried, by release and post."""

    def call(settings, **more):
        chain = chain_of(fictional_plan)
        sending = send_mails(published, lambda: chain, settings, actor=SENDER, **more)
        return {(each.release, each.subscription.post): each.state.value for each in sending.tried}

    return call


def test_each_who_wanted_it_gets_one_mail_of_each_release_and_never_a_second(published, add, send):
    add("Chair", CHAIR, now=datetime(2023, 8, 1))
    add("Head of Parks", PARKS, MailAbout.CORRECTIONS)
    add("Deputy", CHAIR, now=datetime(2023, 11, 1))
    with mail_server() as (port, kept):
        assert send(to(port)) == {
            (2, "Chair"): "sent",
            (3, "Chair"): "sent",
            (3, "Head of Parks"): "sent",
            (3, "Deputy"): "sent",
        }
        assert send(to(port)) == {}
        assert send(to(port), at_once=True) == {}
    assert [(each["To"], each["Subject"]) for each in kept.mails] == [
        (CHAIR, "Northmere: Q2 2023/24 release"),
        (CHAIR, "Northmere: Q2 2023/24 correction"),
        (PARKS, "Northmere: Q2 2023/24 correction"),
        (CHAIR, "Northmere: Q2 2023/24 correction"),
    ]
    assert len({each["Message-ID"] for each in kept.mails}) == 4
    assert not [word for word in UNPUBLISHED for raw in kept.raw if word.encode() in raw]


def test_what_is_not_published_yet_is_no_mail(published, fictional_plan, add, send):
    add("Chair", CHAIR, now=datetime(2023, 12, 1))
    three_releases.returned(
        published, fictional_plan, "planning_days,Q3 2023/24,50,", now=utc_now()
    )
    with mail_server() as (port, kept):
        assert send(to(port)) == {}
    assert kept.mails == []


def test_a_release_that_is_approved_for_a_time_is_no_mail_before_that(
    published, fictional_plan, add, send
):
    add("Chair", CHAIR, now=datetime(2023, 12, 1))
    line = "planning_days,Q2 2023/24,55,Two short"
    three_releases.returned(published, fictional_plan, line, now=utc_now())
    due_at = utc_now() + timedelta(hours=1)
    schedule_release(
        published,
        fictional_plan,
        quarter(2023, 2),
        due_at=due_at,
        reason="Counted anew",
        accepted=ALL_WARNINGS,
        actor=TEAM,
    )
    assert send(MailSettings()) == {}
    publish_due(published, now=due_at - timedelta(seconds=1))
    assert send(MailSettings()) == {}
    publish_due(published, now=due_at)
    (mail,) = published.mails()  # is there with the release, before anybody sends
    assert (mail.release, mail.state, mail.tries) == (4, MailState.WAITING, 0)


def test_a_server_that_is_down_is_asked_again_later_and_its_mails_go_once_it_is_up(
    published, add, send, monkeypatch
):
    add("Chair", CHAIR, MailAbout.CORRECTIONS)
    with mail_server() as (port, _):
        pass
    assert set(send(to(port)).values()) == {"waiting"}
    last = published.mails()[0]
    assert "cannot be reached" in last.why
    assert last.due_at - last.noted_at == WAITS[0]
    assert set(send(to(port), at_once=True).values()) == {"waiting"}  # asked for, it waits for none
    with mail_server(port=port) as (_, kept):
        assert send(to(port)) == {}
        later = utc_now() + WAITS[1]
        monkeypatch.setattr(mails, "utc_now", lambda: later)
        monkeypatch.setattr("kpis.store.mails.known_of_mails.utc_now", lambda: later)
        assert set(send(to(port)).values()) == {"sent"}
    assert len(kept.mails) == 1
    assert [each.tries for each in published.mails()] == [3]


@pytest.mark.usefixtures("told_once")
def test_however_many_send_at_the_same_time_each_mail_goes_once(published, fictional_plan, add):
    for number in range(6):
        add(f"Post {number}", f"post{number}@northmere.example", MailAbout.CORRECTIONS)
    chain = chain_of(fictional_plan)
    with mail_server() as (port, kept):

        def send(_number: int) -> int:
            return len(send_mails(published, lambda: chain, to(port), actor=SENDER).tried)

        with ThreadPoolExecutor(3) as several:
            assert sorted(several.map(send, range(3))) == [0, 0, 6]
    assert sorted(kept.recipients) == [f"post{number}@northmere.example" for number in range(6)]


def test_an_address_that_is_refused_for_good_is_given_up_and_all_others_get_theirs(
    published, add, send
):
    add("Nobody", "nobody@northmere.example", MailAbout.CORRECTIONS)
    add("Full", "full@northmere.example", MailAbout.CORRECTIONS)
    add("Chair", CHAIR, MailAbout.CORRECTIONS)
    with mail_server() as (port, kept):
        assert send(to(port)) == {
            (3, "Nobody"): "given up",
            (3, "Full"): "waiting",
            (3, "Chair"): "sent",
        }
        assert send(to(port), at_once=True) == {(3, "Nobody"): "given up", (3, "Full"): "waiting"}
    assert kept.recipients == [CHAIR]
    assert not any("@" in each.why for each in published.mails())


def test_a_mail_is_given_up_after_the_last_try(published, add, send, monkeypatch):
    add("Chair", CHAIR, MailAbout.CORRECTIONS)
    with mail_server() as (port, _):
        pass
    now = utc_now()
    found = []
    for wait in (timedelta(), *WAITS):
        now += wait
        for module in ("use_cases.publishing.mails", "store.mails.known_of_mails"):
            monkeypatch.setattr(f"kpis.{module}.utc_now", lambda now=now: now)
        found += send(to(port)).values()
    assert found == ["waiting"] * len(WAITS) + ["given up"]


def test_who_died_between_the_servers_ok_and_our_note_sends_the_same_mail_once_more(
    published, add, send, monkeypatch
):
    add("Chair", CHAIR, MailAbout.CORRECTIONS)

    def killed(*_args, **_named):
        raise KeyboardInterrupt

    with mail_server() as (port, kept):
        with monkeypatch.context() as patched:
            patched.setattr(Store, "note_mail", killed)
            with pytest.raises(KeyboardInterrupt):
                send(to(port))
        assert [each.state for each in published.mails()] == [MailState.TRYING]
        assert send(to(port), at_once=True) == {}  # somebody else may be sending it just now
        later = utc_now() + timedelta(minutes=15)
        monkeypatch.setattr("kpis.store.mails.known_of_mails.utc_now", lambda: later)
        assert send(to(port)) == {(3, "Chair"): "sent"}
        assert send(to(port)) == {}
    first, second = kept.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert kept.raw[0] == kept.raw[1]


def test_who_was_told_of_a_release_is_told_that_it_was_withdrawn(published, add, send):
    add("Chair", CHAIR, MailAbout.CORRECTIONS)
    add("Deputy", "deputy@northmere.example", MailAbout.CORRECTIONS)
    with mail_server() as (port, kept):
        send(to(port))
        published.unsubscribe(2, by=TEAM)
        withdraw_release(published, 3, actor=TEAM, why="Names were in it")
        assert send(to(port)) == {(3, "Chair"): "sent"}
        assert send(to(port)) == {}
    assert [each["Subject"].rpartition(": ")[2] for each in kept.mails] == [
        "Q2 2023/24 correction",
        "Q2 2023/24 correction",
        "Q2 2023/24 release 3 is withdrawn",
    ]


def test_without_a_server_each_mail_is_a_file_beside_the_store(published, add, send):
    add("Chair", CHAIR, MailAbout.OUTCOME, "1", now=datetime(2023, 11, 1))
    assert send(MailSettings()) == {(3, "Chair"): "written"}
    (file,) = published.path.with_suffix(".outbox").iterdir()
    assert file.name == "release-3-subscription-1.eml"
    read = message_from_bytes(file.read_bytes(), policy=default)
    assert read["To"] == CHAIR
    assert "outcome 1" in read["Subject"]


def test_where_nobody_is_to_be_told_no_plan_is_read_and_nothing_worked_out(published, send):
    def plans():
        raise AssertionError("nobody is to be told")

    assert send_mails(published, plans, MailSettings(), actor=SENDER).tried == ()
    assert not published.path.with_suffix(".outbox").exists()


def test_a_plan_that_cannot_be_read_today_is_a_reason_to_try_again(published, add):
    add("Chair", CHAIR, MailAbout.CORRECTIONS)

    def plans():
        raise PlanError("The plan has a fault.")

    (mail,) = send_mails(published, plans, MailSettings(), actor=SENDER).tried
    assert (mail.state, mail.why) == (MailState.WAITING, "The plan has a fault.")


def test_a_fault_of_the_program_keeps_no_other_mail(published, add, send, monkeypatch, caplog):
    add("Chair", CHAIR, now=datetime(2023, 8, 1))

    def faulty(_store, _chain, release, **more):
        if release == 2:
            raise ZeroDivisionError
        return told_of(_store, _chain, release, **more)

    monkeypatch.setattr("kpis.use_cases.publishing.release_told.told_of", faulty)
    assert send(MailSettings()) == {(2, "Chair"): "waiting", (3, "Chair"): "written"}
    assert "ZeroDivisionError" in caplog.text
    assert published.mails()[1].why == FAULT


def test_mails_are_listed_and_sent_by_who_may(published, fictional_plan, add):
    add("Chair", CHAIR)
    member = Actor(post="Chair", person="P-1", holdings=(Holding(role=Role.MEMBER, post="Chair"),))
    for actor in (member, somebody()):
        with pytest.raises(AccessRefused):
            mails_listed(published, actor=actor)
        with pytest.raises(AccessRefused):
            send_mails(published, lambda: chain_of(fictional_plan), MailSettings(), actor=actor)
    assert mails_listed(published, actor=TEAM) == []


def test_a_test_mail_says_what_became_of_it(tmp_path):
    now = datetime(2023, 12, 1, 9)
    with mail_server() as (port, kept):
        assert send_test(to(port), tmp_path, f" {CHAIR}", "Northmere", now).taken
        assert not send_test(to(port), tmp_path, "nobody@x.example", "Northmere", now).taken
    (mail,) = kept.mails
    assert (mail["To"], mail["Subject"]) == (CHAIR, "Northmere: a test of mails")
    with pytest.raises(UsageError):
        send_test(to(port), tmp_path, "Chair", "Northmere", now)


def test_settings_lie_beside_the_store_or_where_the_environment_says(
    published, tmp_path, monkeypatch
):
    monkeypatch.delenv("KPIS_MAIL", raising=False)
    assert settings_for(published) == MailSettings()
    (tmp_path / "mail.toml").write_text('sender = "a@northmere.example"')
    assert settings_for(published).sender == "a@northmere.example"
    (tmp_path / "other.toml").write_text('sender = "b@northmere.example"')
    monkeypatch.setenv("KPIS_MAIL", str(tmp_path / "other.toml"))
    assert settings_for(published).sender == "b@northmere.example"
    monkeypatch.setenv("KPIS_MAIL", str(tmp_path / "mistyped.toml"))
    with pytest.raises(SettingsError, match=r"mistyped\.toml cannot be read"):
        settings_for(published)
