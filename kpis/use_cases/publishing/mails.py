"""Send the mails that are due, to a server or into a folder, and see what became of each.

A mail that fails is tried again later, for some two days; one that was taken is never sent again
(record 75). Of a release nothing is worked out where nobody is to be told of it.
"""

import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kpis.clock import utc_now
from kpis.default_paths import mail_file, outbox
from kpis.errors import KpisError
from kpis.mail.addresses import checked
from kpis.mail.letter import Letter, Said
from kpis.mail.message import message_of
from kpis.mail.sending import TAKEN, Outcome, Way, way
from kpis.mail.settings import MailSettings
from kpis.mail.settings_file import read_settings
from kpis.model import About, Act, Actor, IllustrativeFor, Mail, MailState, the_program
from kpis.model.record import Record
from kpis.store import Store
from kpis.use_cases.allow import allow

if TYPE_CHECKING:
    from kpis.plan.chain.chain import Chain

SENDER = the_program("mails")  # sends what is due, whoever published
AT_ONCE = 50  # mails that are taken together
# How long after its first, second … try a mail is tried again.
WAITS = tuple(timedelta(minutes=each) for each in (5, 15, 60, 180, 360, 720, 1440))
# Of the quarter of an hour for which mails that are taken are nobody else's; a try takes longer
# than `MOST_PATIENCE` of the settings only where a server answers, slowly, again and again.
ENOUGH = timedelta(minutes=5)
FAULT = "It could not be made, by a fault of the program, which is in the log."

log = logging.getLogger(__name__)


class Sending(Record):
    """What came of sending: the mails that were tried, each as it stands since."""

    tried: tuple[Mail, ...]

    def count(self, *states: MailState) -> int:
        return sum(each.state in states for each in self.tried)


def settings_for(store: Store) -> MailSettings:
    """How the house sends mails: as files where it says nothing, and names no file that does.

    Raises SettingsError with everything that is wrong.
    """
    path = mail_file(store.path)
    if not (os.environ.get("KPIS_MAIL") or os.path.lexists(path)):
        return MailSettings()
    return read_settings(path)


def mails_listed(store: Store, *, actor: Actor, limit: int | None = None) -> list[Mail]:
    """Every mail there is or was, the newest first. Raises AccessRefused, StoreError, StoreBusy."""
    allow(store, actor, Act.MANAGE_MAILS, About(words="mails"))
    return store.mails(limit)


def send_mails(
    store: Store,
    plans: "Callable[[], Chain]",
    settings: MailSettings,
    *,
    actor: Actor,
    at_once: bool = False,
    illustrative_for: IllustrativeFor = IllustrativeFor.EVERYBODY,
) -> Sending:
    """Send what is due, the oldest first.

    plans: gives the chain of plans, and is asked only where a mail is to be made. at_once: also
    mails that wait for their next try, and those that were given up. What goes wrong with a mail
    is noted with it, and no reason not to send the next. Raises AccessRefused, StoreError and
    StoreBusy.
    """
    allow(store, actor, Act.MANAGE_MAILS, About(words="mails"))
    if not (at_once or store.has_mails_due()):
        return Sending(tried=())
    letters = _letters(store, plans, settings, illustrative_for)
    began, tried = utc_now(), dict[int, Mail]()
    with way(settings, outbox(store.path)) as send:
        while taken := store.take_mails(AT_ONCE, at_once=began if at_once else None):
            until = utc_now() + ENOUGH
            for mail in taken:
                if utc_now() > until:
                    return Sending(tried=tuple(tried.values()))  # the rest is due again later
                outcome = _sent(mail, letters, settings, send)
                tried[mail.number] = _noted(store, mail, outcome, settings)
    return Sending(tried=tuple(tried.values()))


def send_test(
    settings: MailSettings, folder: Path, address: str, council: str, now: datetime
) -> Outcome:
    """Send one mail that says no more than that mails arrive. Raises UsageError for no address."""
    letter = Letter(
        identifier=f"test.{now:%Y%m%d%H%M%S}",
        moment=now,
        subject=f"{council}: a test of mails",
        title="Mails of releases arrive",
        said=(Said(text="Somebody who looks after the dashboard wanted to know whether they do."),),
        links=(("The dashboard", f"{settings.site}/"),) if settings.site else (),
        ending=("This mail was asked for once. Nothing has to be done.",),
    )
    message = message_of(letter, settings, checked(address))
    with way(settings, folder) as send:
        return send(lambda: message, "test.eml")


_Letters = Callable[[Mail], Letter]


def _letters(
    store: Store,
    plans: "Callable[[], Chain]",
    settings: MailSettings,
    illustrative_for: IllustrativeFor,
) -> _Letters:
    """Makes the letter of a mail; what a release says is gathered once for all of its mails."""
    # Not before there is a mail: with them come the libraries of analysis.
    from kpis.use_cases.publishing.release_letter import release_letter, withdrawal_letter
    from kpis.use_cases.publishing.release_told import told_of, withdrawal_of

    chain = cache(plans)
    told = cache(
        lambda release: told_of(store, chain(), release, illustrative_for=illustrative_for)
    )
    withdrawn = cache(lambda release: withdrawal_of(store, chain(), release))

    def letter(mail: Mail) -> Letter:
        if mail.withdrawal:
            return withdrawal_letter(withdrawn(mail.release), mail.subscription, settings)
        return release_letter(told(mail.release), mail.subscription, settings)

    return letter


def _sent(mail: Mail, letters: _Letters, settings: MailSettings, send: Way) -> Outcome:
    kind = "withdrawal" if mail.withdrawal else "release"
    name = f"{kind}-{mail.release}-subscription-{mail.subscription.number}.eml"
    try:
        return send(lambda: message_of(letters(mail), settings, mail.subscription.address), name)
    except KpisError as error:  # a plan that cannot be read today may be tomorrow
        return Outcome(taken=False, again=True, why=str(error))
    except Exception:  # of one release: the mails of others are to go all the same
        log.exception("Mail %s of release %s could not be made.", mail.number, mail.release)
        return Outcome(taken=False, again=True, why=FAULT)


def _noted(store: Store, mail: Mail, outcome: Outcome, settings: MailSettings) -> Mail:
    """Note what came of a try; the mail as it stands since."""
    now, tries, due_at = utc_now(), mail.tries + 1, None
    if outcome == TAKEN:
        state = MailState.SENT if settings.server else MailState.WRITTEN
    elif outcome.again and tries <= len(WAITS):
        state, due_at = MailState.WAITING, now + WAITS[tries - 1]
    else:
        state = MailState.GIVEN_UP
    if not outcome.taken:
        log.warning("Mail %s of release %s: %s", mail.number, mail.release, outcome.why)
    store.note_mail(mail.number, state, due_at=due_at, why=outcome.why, now=now)
    return Mail(
        **vars(mail)
        | {"state": state, "tries": tries, "noted_at": now, "due_at": due_at, "why": outcome.why}
    )
