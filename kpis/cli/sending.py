"""Send the mails that are due at the end of a command, and say what became of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kpis.cli.opening import illustrative_for
from kpis.cli.output import say
from kpis.errors import KpisError
from kpis.model import Actor, MailState
from kpis.store import Store
from kpis.words.lists import counted

if TYPE_CHECKING:
    from kpis.plan.chain.chain import Chain
    from kpis.use_cases.publishing.mails import Sending


def send_due(
    store: Store,
    plans: "Callable[[], Chain]",
    *,
    actor: Actor | None = None,
    at_once: bool = False,
) -> "Sending":
    """As `kpis.use_cases.publishing.mails.send_mails`, by the settings of the store's house.

    actor: None for the program itself. Raises SettingsError.
    """
    from kpis.use_cases.publishing.mails import SENDER, send_mails, settings_for

    return send_mails(
        store,
        plans,
        settings_for(store),
        actor=actor or SENDER,
        at_once=at_once,
        illustrative_for=illustrative_for(store.path),
    )


def send_after_publishing(store: Store, plans: "Callable[[], Chain]") -> None:
    """Tell whoever subscribed. What was published stays so, whatever becomes of the mails."""
    try:
        tell(send_due(store, plans), quiet=True)
    except KpisError as error:
        say(f"kpis: No mail was sent: they wait for `kpis mail --send`. {error}")


def tell(sending: "Sending", *, quiet: bool = False) -> None:
    """Say how many mails went and which did not. quiet: say nothing where none was due."""
    sent = sending.count(MailState.SENT)
    written = sending.count(MailState.WRITTEN)
    failed = [each for each in sending.tried if each.why]
    if not sending.tried and not quiet:
        say("No mail is due.")
    if sent:
        say(f"{counted(sent, 'mail')} sent.")
    if written:
        say(f"{counted(written, 'mail')} written into the folder of mails: no server is named.")
    for each in failed:
        again = "It is tried again." if each.state is MailState.WAITING else "It is given up."
        say(
            f"kpis: Mail {each.number} to {each.subscription.post} was not sent. {each.why} {again}"
        )
