"""Sessions end: after so long, after so long without a click, and when somebody signs out.

The browser keeps what it was given for as long as it likes, so that is remembered here. A server
that has just started remembers nothing: then a session counts as used when it began, and whoever
signed in longer ago than one may be idle signs in again.
"""

import threading
from datetime import datetime, timedelta

from kpis.model import SessionState

LOOK_AT = 1_000  # sessions, before those that are over are forgotten


class Sessions:
    """longest, idle: how long a session may last at all, and without a click. Times are UTC."""

    def __init__(self, longest: timedelta, idle: timedelta) -> None:
        self.longest = longest
        self.idle = idle
        self._last: dict[str, datetime] = {}  # session → its last click
        self._ended: dict[str, datetime] = {}  # session → when it was ended
        self._lock = threading.Lock()

    def click(self, session: str, since: datetime, now: datetime) -> SessionState:
        """How a session stands at a click, which counts if it is open."""
        with self._lock:
            state = self._state(session, since, now)
            if state is SessionState.OPEN:
                self._last[session] = now
                if len(self._last) > LOOK_AT:
                    self._forget(now)
            return state

    def state(self, session: str, since: datetime, now: datetime) -> SessionState:
        """The same, where nobody has clicked."""
        with self._lock:
            return self._state(session, since, now)

    def end(self, session: str, now: datetime) -> None:
        """It is over, in every window and for every copy of what the browser keeps."""
        with self._lock:
            self._ended[session] = now
            self._last.pop(session, None)

    def _state(self, session: str, since: datetime, now: datetime) -> SessionState:
        if session in self._ended:
            return SessionState.SIGNED_OUT
        if now - since >= self.longest:
            return SessionState.TOO_LONG
        if now - self._last.get(session, since) >= self.idle:
            return SessionState.IDLE
        return SessionState.OPEN

    def _forget(self, now: datetime) -> None:
        """Those that are over by their length anyway: nobody can have begun them since."""
        self._last = {each: at for each, at in self._last.items() if now - at < self.longest}
        self._ended = {each: at for each, at in self._ended.items() if now - at < self.longest}
