"""What the server counts of itself, for a Prometheus to fetch.

No label has anything from a return, a plan or a person: pages, limits and statuses alone. So there
are few series, and nobody can make more of them.
"""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from kpis.store.database.uses import Use

# Else there were as many series again, of when each of them began.
disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
GCCollector(registry=REGISTRY)
ProcessCollector(registry=REGISTRY)

_DRAWING = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
_STORE = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15)

REQUESTS = Counter("kpis_requests", "Requests answered", ["kind", "status"], registry=REGISTRY)
REQUEST_SECONDS = Histogram(
    "kpis_request_seconds",
    "From a request to the end of its answer",
    ["kind"],
    registry=REGISTRY,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 60),
)
RERUNS = Histogram(
    "kpis_rerun_seconds",
    "A page drawn, or a part of it",
    ["page"],
    registry=REGISTRY,
    buckets=_DRAWING,
)
FAULTS = Counter("kpis_faults", "Faults of the program that somebody met", registry=REGISTRY)
REFUSED = Counter("kpis_refused", "Refused, by the limit or rule", ["limit"], registry=REGISTRY)
VISITS = Counter("kpis_visits", "Visits taken up since the start", registry=REGISTRY)
UPLOADS = Counter("kpis_uploads", "Files taken from browsers", registry=REGISTRY)
UPLOADED = Counter("kpis_uploaded_bytes", "Bytes of files from browsers", registry=REGISTRY)
STORE_RAN = Histogram(
    "kpis_store_seconds",
    "The store held open, by a reader or a writer",
    ["use"],
    registry=REGISTRY,
    buckets=_STORE,
)
STORE_WAITED = Histogram(
    "kpis_store_wait_seconds",
    "Waited for the store: a writer for the one write lock",
    ["use"],
    registry=REGISTRY,
    buckets=_STORE,
)
STORE_NOT = Counter(
    "kpis_store_not_opened", "The store was busy, or not there", ["use"], registry=REGISTRY
)

_BY_STATUS = {
    400: "unreadable",
    401: "not_signed_in",
    403: "not_theirs",
    404: "not_there",
    405: "method",
    408: "time",
    413: "size",
    421: "name",
    429: "often",
    431: "headers",
    502: "provider",
    503: "full",
}


def count_use(use: Use) -> None:
    """A use of the store that has ended: for `uses.listen`."""
    kind = "write" if use.writing else "read"
    if not use.came:
        STORE_NOT.labels(kind).inc()
        return
    STORE_WAITED.labels(kind).observe(use.waited)
    STORE_RAN.labels(kind).observe(use.ran)


def refused(status: int) -> None:
    """That a request was answered with this status in the place of what it asked for."""
    if status in _BY_STATUS:
        REFUSED.labels(_BY_STATUS[status]).inc()
