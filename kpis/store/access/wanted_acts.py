"""Acts of the audit that are looked for: the database looks, so that a long audit is quick."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import pandas as pd

from kpis.frames import AUDIT
from kpis.store.database.arrow import frame_of
from kpis.store.values import AuditExtent, TriedWithoutRole, WantedActs
from kpis.words.acts import CALLED, stored_as

_MOST_WHO_TRIED = 50
_NAMED = "FROM audit LEFT JOIN person ON person.person = audit.person"
_PLAIN_POST = r"lower(trim(regexp_replace(who, '\s+', ' ', 'g')))"
_CALLED = " ".join(
    ("CASE action", *(f"WHEN '{each}' THEN '{name}'" for each, name in CALLED.items()), "END")
)
# All that is written of an act, but for the names of its particulars.
_TEXT = f"""lower(concat_ws(' ',
    strftime(recorded_at, '%Y-%m-%d %H:%M:%S'), who, name, coalesce({_CALLED}, action),
    submission_id, old, new, array_to_string(json_extract_string(what, '$.*'), ' ')
))"""


def acts(
    connection: duckdb.DuckDBPyConnection,
    wanted: WantedActs,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """AUDIT, newest first: at most `limit` of those looked for (None: all), after `offset`."""
    where = _Where.of(wanted)
    query = f"""
        WITH found AS (
            SELECT audit.number AS number
            {where.tables} {where.clause}
            ORDER BY audit.number DESC
            {"" if limit is None else f"LIMIT {int(limit)}"} OFFSET {int(offset)}
        )
        SELECT
            audit.number AS number, recorded_at, who, coalesce(audit.person, '') AS person,
            coalesce(name, '') AS name, coalesce(origin, '') AS origin,
            coalesce(address, '') AS address, action, submission_id, what,
            coalesce(refused, false) AS refused, coalesce(old, '') AS old,
            coalesce(new, '') AS new, coalesce(hash_before, '') AS hash_before,
            coalesce(hash, '') AS hash
        FROM found
        JOIN audit ON audit.number = found.number
        LEFT JOIN person ON person.person = audit.person
        LEFT JOIN audit_address ON audit_number = audit.number
        ORDER BY audit.number DESC
    """
    return frame_of(AUDIT, connection, query, where.parameters)


def extent(connection: duckdb.DuckDBPyConnection, wanted: WantedActs) -> AuditExtent:
    """How many there are of those looked for; and of what posts and acts the whole audit has."""
    where = _Where.of(wanted)
    ((count,),) = connection.execute(
        f"SELECT count(*) {where.tables} {where.clause}", where.parameters
    ).fetchall()
    posts = connection.execute("SELECT DISTINCT who FROM audit WHERE who <> ''").fetchall()
    kinds = connection.execute("SELECT DISTINCT action FROM audit").fetchall()
    return AuditExtent(
        count=int(count),
        posts=tuple(sorted((str(post) for (post,) in posts), key=str.casefold)),
        kinds=tuple(sorted({CALLED.get(kind, str(kind)) for (kind,) in kinds})),
    )


def tried_without_role(
    connection: duckdb.DuckDBPyConnection, since: datetime | None, without: Collection[str]
) -> list[TriedWithoutRole]:
    """Refused since then to nobody the store knows, or to one of these people; the last first."""
    rows = connection.execute(
        f"""
        SELECT
            coalesce(name, '') AS named, coalesce(address, '') AS address,
            count(*) AS times, list(DISTINCT action ORDER BY action) AS acts,
            max(recorded_at) AS last_at
        {_NAMED}
        LEFT JOIN audit_address ON audit_number = audit.number
        WHERE refused AND coalesce(recorded_at >= $since, true) AND (
            (coalesce(audit.person, '') = '' AND who = '')
            OR list_contains($without, audit.person)
        )
        GROUP BY named, address
        ORDER BY last_at DESC
        LIMIT {_MOST_WHO_TRIED}
        """,
        {"since": since, "without": list(without)},
    ).fetchall()
    return [
        TriedWithoutRole(name=name, address=address, times=times, acts=tuple(acts), last_at=last)
        for name, address, times, acts, last in rows
    ]


@dataclass(frozen=True, slots=True)
class _Where:
    """tables: with the names of people only where they are asked for. clause: "" for all."""

    tables: str
    clause: str
    parameters: dict[str, Any]

    @classmethod
    def of(cls, wanted: WantedActs) -> "_Where":
        found, parameters = _conditions(wanted)
        for number, word in enumerate(wanted.find.lower().split()):
            # Periods and quarters are kept by their ids: 2019/20 is looked for as 2019-20 too.
            found.append(f"(contains({_TEXT}, $word{number}) OR contains({_TEXT}, $id{number}))")
            parameters |= {f"word{number}": word, f"id{number}": word.replace("/", "-")}
        tables = _NAMED if wanted.find or wanted.person else "FROM audit"
        return cls(tables, f"WHERE {' AND '.join(found)}" if found else "", parameters)


def _conditions(wanted: WantedActs) -> tuple[list[str], dict[str, Any]]:
    of_measure = """(
        json_extract_string(what, '$.measure') = $measure
        OR json_extract_string(what, '$.about') = $measure
        OR submission_id IN (SELECT submission_id FROM revision WHERE measure_id = $measure)
    )"""
    asked: tuple[tuple[str, Any, str], ...] = (
        ("since", wanted.since, "recorded_at >= $since"),
        ("until", wanted.until, "recorded_at <= $until"),
        ("refused", wanted.refused, "coalesce(refused, false) = $refused"),
        ("post", _plain(wanted.post) or None, f"{_PLAIN_POST} = $post"),
        (
            "person",
            _plain(wanted.person) or None,
            "(lower(audit.person) = $person OR contains(lower(name), $person))",
        ),
        ("act", list(stored_as(wanted.act)) or None, "list_contains($act, action)"),
        ("measure", wanted.measure or None, of_measure),
        (
            "submission",
            wanted.submission.strip().lower() or None,
            "lower(submission_id) = $submission",
        ),
        (
            "release",
            wanted.release.strip() or None,
            "json_extract_string(what, '$.release') = $release",
        ),
    )
    given = [each for each in asked if each[1] is not None]
    return [clause for _, _, clause in given], {name: value for name, value, _ in given}


def _plain(text: str) -> str:
    """As the database makes a text plain: neither capitals nor blanks make another one."""
    return " ".join(text.split()).lower()
