"""The log, which nobody may fill: what comes again and again is counted after a while.

Whoever can connect can have a line written for every request that is none, and twenty for every
message that cannot be read. Of one kind so many a minute are written, and then how many there were.
"""

import logging
from collections import Counter

from kpis.often import Often

A_MINUTE = 60  # lines of one kind
# Those that have something to say of what anybody sends.
LOUD = (
    "uvicorn.error",
    "kpis.server.sign_in.provider",
    "streamlit.runtime.websocket_session_manager",
    "streamlit.web.server.starlette.starlette_auth_routes",
    "streamlit.web.server.starlette.starlette_websocket",
)


class Counted(logging.Filter):
    """For a logger: leaves out what comes too often, and says with the next one how much it was."""

    def __init__(self) -> None:
        super().__init__()
        self.often = Often(A_MINUTE)
        self.left_out: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        kind = f"{record.name} {record.msg}"
        if not self.often.allows(kind):
            self.left_out[kind] += 1
            return False
        if times := self.left_out.pop(kind, 0):
            record.msg = f"{record.msg} (and {times} more like it before)"
        return True


def begin_log() -> None:
    """To standard error, with times."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    counted = Counted()
    for name in LOUD:
        logging.getLogger(name).addFilter(counted)
