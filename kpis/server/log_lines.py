"""The log, one line for each event, which nobody may fill: what comes again and again is counted.

Whoever can connect can have a line written for every request that is none, and twenty for every
message that cannot be read. Of one kind so many a minute are written, and then how many there were.

With KPIS_LOG=json each line is a JSON document, for programs that gather logs. Neither form has an
address of a person in it, whoever puts one into a message.
"""

import json
import logging
import os
import re
import sys
import threading
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from kpis.answering import answering
from kpis.default_paths import council
from kpis.often import Often
from kpis.server import counts
from kpis.store.database import uses

A_MINUTE = 60  # lines of one kind
LONGEST = 4_000  # characters of a message in JSON
LONGEST_TRACE = 16_000  # of what led to a fault: the end of it says most
FORM = "KPIS_LOG"  # "json", or "text" as without it
# Those that have something to say of what anybody sends.
LOUD = (
    "uvicorn.error",
    "kpis.server.requests",
    "kpis.store.slow",
    "kpis.server.reruns",
    "kpis.server.sign_in.provider",
    "kpis.ui.kit.messages",
    "streamlit.runtime.websocket_session_manager",
    "streamlit.web.server.starlette.starlette_auth_routes",
    "streamlit.web.server.starlette.starlette_websocket",
)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")


class Counted(logging.Filter):
    """For a logger: leaves out what comes too often, and says with the next one how much it was."""

    def __init__(self) -> None:
        super().__init__()
        self.often = Often(A_MINUTE)
        self.left_out: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True  # who has every request written has said so
        kind = f"{record.name} {record.msg}"
        if not self.often.allows(kind):
            self.left_out[kind] += 1
            return False
        if times := self.left_out.pop(kind, 0):
            record.msg = f"{record.msg} (and {times} more like it before)"
        return True


class AsText(logging.Formatter):
    """A line for people, with the id of what is being answered where something is."""

    def __init__(self) -> None:
        whose = f"{council()} " if council() else ""
        super().__init__(f"%(asctime)s {whose}%(levelname)s %(name)s%(within)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        now = answering()
        record.within = f" [{now.id}]" if now else ""
        return without_addresses(super().format(record))


class AsJson(logging.Formatter):
    """A line that is a JSON document.

    time: UTC. council: where a house has several. level, logger, message. request: the id of what
    is being answered; browser, visit, page, post and person of it, where they are known. fault:
    what led to it, line by line. And what the event has beside: a record's `fields`.
    """

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "time": f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z",
            "level": record.levelname.lower(),
            **({"council": council()} if council() else {}),
            "logger": record.name,
            "message": without_addresses(record.getMessage())[:LONGEST],
        }
        if (now := answering()) is not None:
            line["request"] = now.id
            for name in ("browser", "visit", "page", "post", "person"):
                if value := getattr(now, name):
                    line[name] = value
        line |= getattr(record, "fields", {})
        if record.exc_info:
            told = without_addresses(self.formatException(record.exc_info))
            line["fault"] = told[-LONGEST_TRACE:].splitlines()
        return json.dumps(line, ensure_ascii=False, default=str)


def without_addresses(text: str) -> str:
    return _ADDRESS.sub("…@…", text) if "@" in text else text


def is_json() -> bool:
    return os.environ.get(FORM) == "json"


def begin_log() -> None:
    """To standard error. What Streamlit and Python say of themselves goes the same way."""
    as_json = is_json()
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson() if as_json else AsText())
    logging.basicConfig(handlers=[handler])
    if as_json:
        logging.getLogger("kpis").setLevel(logging.INFO)
        _take_the_rest()
    counted = Counted()
    for name in LOUD:
        logging.getLogger(name).addFilter(counted)
    logging.getLogger("kpis.ui.kit.faults").addFilter(_count_fault)
    uses.listen(uses.tell_slow)
    uses.listen(counts.count_use)
    _one_log()


def _count_fault(_record: logging.LogRecord) -> bool:
    counts.FAULTS.inc()
    return True


def _one_log() -> None:
    """Streamlit gives each of its loggers a way of its own to standard error, in its own form."""
    from streamlit import logger as inside

    def same_as_all(each: logging.Logger) -> None:
        for handler in [*each.handlers]:
            each.removeHandler(handler)
        each.propagate = True

    inside.setup_formatter = same_as_all  # type: ignore[assignment]
    for each in inside._loggers.values():
        same_as_all(each)


def _take_the_rest() -> None:
    """Warnings of Python's, and what ends a thread or the program, as lines like all others."""
    logging.captureWarnings(True)
    log = logging.getLogger("kpis.server")

    def told(kind: Any, error: Any, trace: Any) -> None:
        if issubclass(kind, Exception):
            log.critical("Something ended unforeseen.", exc_info=(kind, error, trace))

    sys.excepthook = told
    threading.excepthook = lambda of: told(of.exc_type, of.exc_value, of.exc_traceback)
