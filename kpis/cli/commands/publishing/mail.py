"""`kpis mail`: who gets mails of releases, and what became of each."""

from pathlib import Path
from typing import Any

import click

from kpis.cli import options
from kpis.cli.opening import open_chain, open_store, plan_now
from kpis.cli.output import print_json, print_table, say
from kpis.cli.sending import send_due, tell
from kpis.clock import utc_now
from kpis.default_paths import outbox
from kpis.errors import MailNotSent, UsageError
from kpis.model import Actor, Mail, MailAbout, Plan, Subscription, local_administrator
from kpis.store import Store
from kpis.words.lists import listed

LISTED = 200  # mails, the newest of them


@click.command("mail")
@click.option("--send", is_flag=True, help="send what is due; for cron too")
@click.option("--now", "at_once", is_flag=True, help="send: also what waits or was given up")
@click.option("--test", "is_test", is_flag=True, help="send one mail, and say what became of it")
@click.option("--to", "address", default="", metavar="ADDRESS", help="test and subscribe: to whom")
@click.option("--subscribe", "post", default="", metavar="POST", help="the post that gets mails")
@options.outcome
@click.option("--directorate", default="", metavar="NAME", help="only measures of this directorate")
@click.option("--corrections", is_flag=True, help="only releases that correct another")
@click.option("--unsubscribe", "ended", type=int, metavar="N", help="end subscription N")
@options.by("subscribes or ends that", required=False)
@options.as_json
@options.store_and_plan
def mail(
    send: bool,
    at_once: bool,
    is_test: bool,
    address: str,
    post: str,
    outcome: int | None,
    directorate: str,
    corrections: bool,
    ended: int | None,
    by: str,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """List who gets mails of releases, send what is due.

    What became of each is listed too. A mail goes when a release is published, once to each who
    subscribed; one that fails is tried again by `--send` and by the dashboard. mail.toml beside
    the store says by which server mails go. Without one they are written into a folder beside
    the store. With the last subscription of an address that is forgotten.
    """
    _refuse_several(send=send, test=is_test, subscribe=bool(post), unsubscribe=ended is not None)
    if at_once and not send:
        raise UsageError("--now is for --send.")
    chain = open_chain(plan_folder)
    plan, store = plan_now(chain), open_store(store_path, chain, makes=False)
    actor, failed = local_administrator(by), 0
    if is_test:
        _test(store, plan, address)
    elif send:
        sending = send_due(store, lambda: chain, actor=actor, at_once=at_once)
        failed = sum(bool(each.why) for each in sending.tried)
        tell(sending)
    elif post:
        about = _about(outcome, directorate, corrections=corrections)
        _subscribe(store, plan, post, address, about, actor)
    elif ended is not None:
        _unsubscribe(store, ended, actor)
    _list(store, actor, as_json=as_json)
    return MailNotSent.exit_code if failed else 0


def _refuse_several(**asked: bool) -> None:
    """Raises UsageError where more than one thing is to be done."""
    named = [f"--{name}" for name, is_asked in asked.items() if is_asked]
    if len(named) > 1:
        raise UsageError(f"{listed(named)} are asked for one at a time.")


def _about(outcome: int | None, directorate: str, *, corrections: bool) -> tuple[MailAbout, str]:
    asked = [
        (MailAbout.OUTCOME, str(outcome)) if outcome is not None else None,
        (MailAbout.DIRECTORATE, directorate) if directorate else None,
        (MailAbout.CORRECTIONS, "") if corrections else None,
    ]
    found = [each for each in asked if each is not None]
    if len(found) > 1:
        raise UsageError("A subscription is about one outcome, directorate or corrections.")
    return found[0] if found else (MailAbout.EVERYTHING, "")


def _test(store: Store, plan: Plan, address: str) -> None:
    """Raises MailNotSent with what went wrong."""
    from kpis.use_cases.publishing.mails import send_test, settings_for

    if not address:
        raise UsageError("Say with --to to whom the test mail goes.")
    settings, folder = settings_for(store), outbox(store.path)
    outcome = send_test(settings, folder, address, plan.council, utc_now())
    if not outcome.taken:
        raise MailNotSent(f"The test mail was not sent. {outcome.why}")
    if server := settings.server:
        say(f"{server.host}, port {server.at_port}, took the test mail.")
    else:
        say(f"No mail server is named, so the test mail is a file: {folder / 'test.eml'}")


def _subscribe(
    store: Store,
    plan: Plan,
    post: str,
    address: str,
    about: tuple[MailAbout, str],
    actor: Actor,
) -> None:
    from kpis.use_cases.publishing.subscriptions import subscribe

    if not address:
        raise UsageError("Say with --to at which address the mails are wanted.")
    made = subscribe(store, plan, post, address, *about, actor=actor)
    say(f"{made.post} gets a mail of each release from now on: subscription {made.number}.")


def _unsubscribe(store: Store, number: int, actor: Actor) -> None:
    from kpis.use_cases.publishing.subscriptions import unsubscribe

    ended = unsubscribe(store, number, actor=actor)
    say(f"{ended.post} gets these mails no more: subscription {number} has ended.")


def _list(store: Store, actor: Actor, *, as_json: bool) -> None:
    from kpis.use_cases.publishing.mails import mails_listed, settings_for
    from kpis.use_cases.publishing.subscriptions import subscriptions_for
    from kpis.words.report.mails import STATES, mail_about

    server = settings_for(store).server
    everybody = subscriptions_for(store, actor=actor)
    mails = mails_listed(store, actor=actor, limit=LISTED)
    if as_json:
        print_json(
            {
                "server": f"{server.host}:{server.at_port}" if server else None,
                "subscriptions": [_subscription(each) for each in everybody],
                "mails": [_mail(each) for each in mails],
            }
        )
        return
    standing = [each for each in everybody if each.stands]
    if not standing:
        say("Nobody is subscribed to mails of releases.")
    print_table(
        ("No", "Post", "Address", "About", "Since"),
        (
            (
                str(each.number),
                each.post,
                each.address,
                mail_about(each.about, each.of_what),
                f"{each.subscribed_at:%Y-%m-%d}",
            )
            for each in standing
        ),
    )
    if mails:
        print()
        print_table(
            ("Mail", "Release", "Post", "State", "When", "Tries", "Why"),
            (
                (
                    str(each.number),
                    f"{each.release}, withdrawn" if each.withdrawal else str(each.release),
                    each.subscription.post,
                    STATES[each.state],
                    f"{each.noted_at or each.queued_at:%Y-%m-%d %H:%M}",
                    str(each.tries),
                    each.why,
                )
                for each in mails
            ),
        )


def _subscription(each: Subscription) -> dict[str, Any]:
    return {
        "number": each.number,
        "post": each.post,
        "address": each.address,
        "about": each.about.value,
        "of": each.of_what,
        "subscribed_at": each.subscribed_at,
        "subscribed_by": each.subscribed_by,
        "ended_at": each.ended_at,
        "ended_by": each.ended_by,
    }


def _mail(each: Mail) -> dict[str, Any]:
    return {
        "number": each.number,
        "release": each.release,
        "period": each.quarter_id,
        "subscription": each.subscription.number,
        "post": each.subscription.post,
        "withdrawal": each.withdrawal,
        "state": each.state.value,
        "tries": each.tries,
        "queued_at": each.queued_at,
        "noted_at": each.noted_at,
        "due_at": each.due_at,
        "why": each.why,
    }
