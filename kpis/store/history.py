"""Which revision of a figure counts, in SQL: the one place that knows it.

A figure's revisions form two histories: what services and statistics said, and what is
illustrative. The first hides the second, and neither restates the other. Within a history
the revision known last is shown; of those known at the same time, the one stored last. Withdrawn
submissions do not count.

As at a time T, a revision counts when it was known by T and its submission had not been
withdrawn by T. A file of history is stored long after the times it speaks of: for a T before it
was stored there is no telling what people then saw, so once withdrawn it counts at no such T.

An official figure is stored without a date, long after the time it speaks of, while the
illustrative one whose place it takes is dated. So it takes over that date: at a T before it was
stored it counts from the day from which the made-up figure would. Else a view of the past would
show a made-up figure of which the store holds the official one. That is so for the first official
figure alone: what corrects it counts from when it was known. Official figures that take nobody's
place, such as those of other areas, count from when they were known, too.
"""

from kpis.frames import OUTTURN_KEY
from kpis.model import Provenance
from kpis.store.values import WantedFigures

KEY = ", ".join(OUTTURN_KEY)

_STANDS_NOW = "withdrawn_at IS NULL"
_STOOD_THEN = "(withdrawn_at IS NULL OR (withdrawn_at > $as_at AND recorded_at <= $as_at))"


def narrowed(source: str, wanted: WantedFigures) -> tuple[str, dict[str, str]]:
    """The revisions of the wanted figures, a table or a query in brackets, and its parameters.

    source: the same of all. It narrows by parts of a figure's key alone, so of a wanted figure
    every revision stays, and the one that is shown is the same.
    """
    conditions = ["breakdown <> ''"] if wanted.groups_alone else []
    parameters: dict[str, str] = {}
    for column, values in (("measure_id", wanted.measures), ("area", wanted.areas)):
        if values is None:
            continue
        names = {f"{column}_{place}": value for place, value in enumerate(sorted(values))}
        listed = ", ".join(f"${name}" for name in names)
        conditions.append(f"{column} IN ({listed})" if names else "false")
        parameters |= names
    if not conditions:
        return source, {}
    return f"(SELECT * FROM {source} AS every WHERE {' AND '.join(conditions)})", parameters


def known_revisions(source: str = "revision", *, at_a_time: bool = False) -> str:
    """A query: every revision that counts, with its submission's provenance and `illustrative`.

    source: the revisions to choose from, a table or a query in brackets.
    at_a_time: as at the parameter $as_at; else as things stand now.
    """
    return f"""
        SELECT
            chosen.*,
            provenance,
            provenance = '{Provenance.ILLUSTRATIVE.value}' AS illustrative
        FROM {source} AS chosen
        JOIN submission USING (submission_id)
        LEFT JOIN withdrawal USING (submission_id)
        WHERE {f"known_at <= $as_at AND {_STOOD_THEN}" if at_a_time else _STANDS_NOW}
    """


def _as_dated_then(source: str) -> str:
    """A query: the revisions as at $as_at, official ones under the dates that they take over."""
    return f"""(
        SELECT
            chosen.* REPLACE (
                CASE WHEN known_at > $as_at THEN coalesce(taken_over, known_at) ELSE known_at END
                AS known_at
            )
        FROM {source} AS chosen
        LEFT JOIN (
            SELECT
                arg_min(number, (known_at, number)) FILTER (official) AS number,
                min(known_at) FILTER (illustrative) AS taken_over
            FROM {source} AS of_any_time
            JOIN (
                SELECT
                    submission_id,
                    provenance = '{Provenance.PUBLISHED.value}' AS official,
                    provenance = '{Provenance.ILLUSTRATIVE.value}' AS illustrative
                FROM submission
            ) AS submission USING (submission_id)
            LEFT JOIN withdrawal USING (submission_id)
            WHERE {_STANDS_NOW}
            GROUP BY {KEY}
            HAVING bool_or(official) AND bool_or(illustrative)
        ) AS first_official USING (number)
    )"""


def differs(one: str, other: str) -> str:
    """A condition: two revisions say another figure or mark it in another way.

    one, other: prefixes of their columns outturn and marker. Figures that agree to twelve
    digits are the same, as 23.4 typed and 0.234 in a percent cell are.
    """
    return f"""(
        {one}marker <> {other}marker
        OR ({one}outturn IS NULL) <> ({other}outturn IS NULL)
        OR coalesce(
            abs({one}outturn - {other}outturn)
                > 1e-12 * greatest(abs({one}outturn), abs({other}outturn)),
            false
        )
    )"""


def shown_revisions(source: str = "revision", *, at_a_time: bool = False) -> str:
    """The queries of a WITH that ends in `shown`: one row for each figure that is shown.

    Its columns: number of the revision shown; first_known_at and revisions (how often figure or
    marker changed, and once for the first), both of the history it belongs to.
    source, at_a_time: as in `known_revisions`; the dates taken over are those of first_known_at.

    Nearly every figure has one revision, and then there is nothing to put in order: only the
    others are sorted, which halves the time.
    """
    revisions = _as_dated_then(source) if at_a_time else source
    return f"""
        known AS (
            SELECT {KEY}, number, known_at, outturn, marker, illustrative
            FROM ({known_revisions(revisions, at_a_time=at_a_time)})
        ),
        figure AS (
            SELECT
                {KEY},
                bool_and(illustrative) AS illustrative,
                coalesce(max(number) FILTER (NOT illustrative), max(number)) AS any_number,
                coalesce(min(known_at) FILTER (NOT illustrative), min(known_at)) AS first_known_at,
                coalesce(nullif(count(*) FILTER (NOT illustrative), 0), count(*)) AS returned
            FROM known
            GROUP BY {KEY}
        ),
        step AS (
            SELECT
                any_number,
                known.number AS number,
                known.outturn AS outturn,
                known.marker AS marker,
                lag(known.number) OVER history AS before_number,
                lag(known.outturn) OVER history AS before_outturn,
                lag(known.marker) OVER history AS before_marker,
                lead(known.number) OVER history AS after_number
            FROM known
            JOIN (SELECT * FROM figure WHERE returned > 1) AS figure USING ({KEY}, illustrative)
            WINDOW history AS (PARTITION BY any_number ORDER BY known_at, known.number)
        ),
        story AS (
            SELECT
                any_number,
                max(number) FILTER (after_number IS NULL) AS last_number,
                count(*) FILTER (before_number IS NULL OR {differs("", "before_")}) AS revisions
            FROM step
            GROUP BY any_number
        ),
        shown AS (
            SELECT
                coalesce(last_number, any_number) AS number,
                first_known_at,
                coalesce(revisions, 1) AS revisions
            FROM figure LEFT JOIN story USING (any_number)
        )
    """
