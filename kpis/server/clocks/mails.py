"""Mails that are due go by themselves for as long as the dashboard's server runs.

Whoever publishes waits for no mail server: a look a minute finds what a release left to be sent,
and what failed and is to be tried again. A page that is asked to try at once wakes it.
"""

import logging
from threading import Event

from kpis.default_paths import plan_folder, store_path
from kpis.errors import KpisError
from kpis.model import IllustrativeFor
from kpis.plan.chain.chain import load_chain
from kpis.sign_in.ways_in import settings
from kpis.store import Store
from kpis.ui.publish.mail_log import ASKED
from kpis.use_cases.publishing.mails import SENDER, Sending, send_mails, settings_for

EVERY = 60.0  # seconds between two looks

log = logging.getLogger(__name__)


def keep_sending(stopped: Event | None = None, every: float = EVERY) -> None:
    """Send what is due, look after look, until `stopped`; for a thread of its own."""
    stopped, last = stopped or Event(), ""
    while not stopped.is_set():
        at_once = ASKED.is_set()
        ASKED.clear()
        try:
            send_due(at_once=at_once)
            last = ""
        except KpisError as error:  # told once for as long as it is the same
            if str(error) != last:
                log.warning("No mail is sent: %s", error)
            last = str(error)
        except Exception:
            log.exception("Mails could not be sent; they are tried again.")
        ASKED.wait(every)


def send_due(*, at_once: bool = False) -> Sending:
    """What is due, of the store that pages show; nothing before it is made.

    at_once: also what waits for its next try and what was given up. Raises SettingsError,
    StoreError and StoreBusy.
    """
    store = Store(store_path())
    if not store.exists():
        return Sending(tried=())
    house = settings()
    return send_mails(
        store,
        lambda: load_chain(plan_folder()),
        settings_for(store),
        actor=SENDER,
        at_once=at_once,
        illustrative_for=house.illustrative if house else IllustrativeFor.EVERYBODY,
    )
