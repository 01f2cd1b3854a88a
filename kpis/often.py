"""How often each of many has done something of late: for what may be done so often and no more."""

from collections import OrderedDict, deque
from time import monotonic

COUNTED = 2_000  # of the many: who did it longest ago is forgotten first


class Often:
    """most: times within so many seconds."""

    def __init__(self, most: int, seconds: float = 60.0) -> None:
        self.most = most
        self.seconds = seconds
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, who: str) -> bool:
        """Whether they may once more; if so it counts."""
        now = monotonic()
        times = self._times.setdefault(who, deque(maxlen=self.most))
        self._times.move_to_end(who)
        if len(self._times) > COUNTED:
            self._times.popitem(last=False)
        if len(times) == self.most and now - times[0] < self.seconds:
            return False
        times.append(now)
        return True
