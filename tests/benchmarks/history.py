"""What the history page asks of a store of many years: 100,000 revisions in 1,000 submissions.

The store is filled by the database itself, in the shape submitting would give it: every figure is
returned twenty times, most submissions are approved, some withdrawn, and three releases are out.
"""

from datetime import datetime
from pathlib import Path

from kpis.store import Store

SUBMISSIONS, FIGURES = 1_000, 100  # of each submission
KEYS = SUBMISSIONS * FIGURES // 20
_FILL = f"""
    INSERT INTO submission
    SELECT
        n, 'S-2019-' || n, 'return', 'Return of service ' || n % 40 || '.xlsx', sha256(n::VARCHAR),
        'Head of Service ' || n % 40, 'Note ' || n,
        TIMESTAMP '2019-04-01' + to_hours(n::INTEGER), {FIGURES}, 0, 0
    FROM range(1, {SUBMISSIONS} + 1) AS numbers(n);

    INSERT INTO revision
    SELECT
        n, 'S-2019-' || (1 + (n - 1) // {FIGURES}),
        TIMESTAMP '2019-04-01' + to_hours((1 + (n - 1) // {FIGURES})::INTEGER),
        'measure_' || key % 50, '2019-20-Q' || 1 + key // 50 % 4, 'Area ' || key // 200, '', '',
        'quarter', TIMESTAMP '2019-04-01', TIMESTAMP '2019-06-30',
        (n * 37) % 1000 / 10, NULL, NULL, '', 'On course', 'Return', 'D' || 5 + n % {FIGURES}
    FROM (
        SELECT n, n % {KEYS} AS key FROM range(1, {SUBMISSIONS * FIGURES} + 1) AS numbers(n)
    );

    INSERT INTO withdrawal
    SELECT submission_id, recorded_at, 'Head of Performance', 'Wrong file'
    FROM submission WHERE number % 50 = 0;

    INSERT INTO approval
    SELECT number, submission_id, recorded_at, 'Head of Performance', ''
    FROM submission WHERE number % 10 > 0;
"""


def filled(path: Path) -> Store:
    """A new store at the path, with all of it in."""
    from kpis.store.database.connect import opened

    store = Store(path)
    store.prepare(datetime(2019, 4, 1))
    with opened(path, writing=True) as connection:
        connection.execute(_FILL)
    for quarter_id in ("2019-20-Q1", "2019-20-Q2", "2019-20-Q3"):
        store.publish(quarter_id, by="Head of Performance")
    return store


def ask(store: Store) -> None:
    """The list, a search in it, and the history of one figure."""
    listed = store.submissions()
    found = store.find_submissions("service 7")
    history = store.figure_history("measure_7", "2019-20-Q1", "Area 3")
    if (len(listed), len(history)) != (SUBMISSIONS, 20) or found.empty:
        raise SystemExit("The store does not hold what was put into it.")
