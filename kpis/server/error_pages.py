"""What a reader gets instead of a page: a sentence, and the way back.

Whatever goes wrong further in is told here in our words, and nothing of the program's inside with
it. A fault of ours gets a number, which the log has too.
"""

import logging
from collections.abc import Container
from html import escape

from kpis.answering import answering
from kpis.server import counts
from kpis.server.asgi import App, Message, Receive, Scope, Send, answer, header, wants_html
from kpis.ui.kit.faults import record_fault, to_quote

_REQUESTS = logging.getLogger("kpis.server.requests")
SAID = {
    400: ("This address cannot be read", "Something in it is not as a browser writes it."),
    401: (
        "You were not signed in",
        "Whoever signs people in did not vouch for you, or not in time. Please try again.",
    ),
    403: ("Not for this visit", "It belongs to somebody else's visit, or to one that has ended."),
    404: ("There is no such page", "The address may be misspelt, or lead to a page that is gone."),
    405: ("That cannot be done here", "This address can only be looked at."),
    408: ("This took too long", "The connection may be slow. Please try again."),
    413: ("This is too large", "The dashboard does not take so much at once."),
    421: ("This name is not the dashboard's", "Whoever runs it can say which names it answers to."),
    429: ("Too much at once", "Please wait a minute, then try again."),
    431: ("This is too long", "The browser says more of itself than the dashboard takes."),
    500: ("This could not be shown", "It is a fault in the dashboard. It has been recorded."),
    502: (
        "Sign-in is not possible just now",
        "The service that signs people in does not answer. Whoever is signed in can go on; nobody "
        "else can come in until it is back.",
    ),
    503: ("The dashboard is not ready", "Please try again in a minute."),
}
STYLE = (
    ":root{color-scheme:light dark}body{margin:12vh auto;max-width:34rem;padding:0 1.5rem;"
    "font:1.05rem/1.5 system-ui,sans-serif}h1{font:650 1.75rem/1.2 Georgia,serif}"
)


def page(status: int, *, number: str = "") -> bytes:
    """An HTML page of its own. number: the id that the log has of it; "" where it has none."""
    title, more = SAID[status]
    quoted = f" {to_quote(number)}" if number else ""
    back = "" if status == 421 else '<p><a href="/">Go to the first page</a></p>'
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>"
        f"<h1>{escape(title)}</h1><p>{escape(more + quoted)}</p>{back}</main></body></html>"
    ).encode()


def sentence(status: int, *, number: str = "") -> bytes:
    """The same for a program, in one line."""
    title, more = SAID[status]
    quoted = f" It is recorded as {number}." if number else ""
    return f"{title}. {more}{quoted}\n".encode()


async def send_error(scope: Scope, send: Send, status: int, *, number: str = "") -> None:
    """Answer a request with that page, or with the sentence where no page was asked for."""
    counts.refused(status)
    number = number or _noted(status)
    html = wants_html(scope)
    kind = b"text/html" if html else b"text/plain"
    headers = [(b"content-type", kind + b"; charset=utf-8"), (b"cache-control", b"no-store")]
    if status == 405:
        headers.append((b"allow", b"GET, HEAD"))
    body = page(status, number=number) if html else sentence(status, number=number)
    await answer(send, status, headers, body, head=scope["method"] == "HEAD")


class ErrorPages:
    """Tells what goes wrong further in, and keeps what a program says of it from the reader."""

    def __init__(self, app: App, speak_for_themselves: Container[str] = ()) -> None:
        """speak_for_themselves: addresses that programs ask, whose refusals are documents."""
        self.app = app
        self.own_words = speak_for_themselves

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self.own_words:
            await self.app(scope, receive, send)
            return
        begun = False
        refused = 0

        async def send_on(message: Message) -> None:
            nonlocal begun, refused
            status = message.get("status", 0)
            if not begun and (status >= 500 or (status >= 400 and _is_for_a_page(scope, message))):
                refused = status
            if refused:
                return  # what it says of it is told in our words, once it is known how it ended
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        except Exception as error:
            number = record_fault(error, f"{scope['method']} {scope['path']!r}")
            if not begun:  # else the connection is closed, and the reader's browser says so
                await send_error(scope, send, 500, number=number)
        else:
            if refused:
                await send_error(scope, send, refused if refused in SAID else 400)


def _noted(status: int) -> str:
    """The id of what is being answered, where a line in the log tells of it; else ""."""
    has_line = status >= 500 or _REQUESTS.isEnabledFor(logging.INFO)
    return now.id if has_line and (now := answering()) else ""


def _is_for_a_page(scope: Scope, message: Message) -> bool:
    """Whether a person would see this refusal, and it is not in our words."""
    kind = header(message, b"content-type") or ""
    return wants_html(scope) and not kind.startswith("text/html")
