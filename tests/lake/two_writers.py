"""One of several writers that all do the same: `python -m tests.lake.two_writers ROUNDS yes|no`.

In each round, in one transaction of the store's own: a key that is added where it is not there, a
count that is deleted and inserted anew, and a MERGE. "no": without the turn, so that transactions
do run into each other and what is left to hold them apart is the fence. It prints how often it had
to begin again.
"""

import sys
from contextlib import nullcontext

from kpis.default_paths import store_path
from kpis.store.database.connect import opened, transaction
from kpis.store.database.lake import catalogue
from kpis.store.database.lake.conflict import Conflict

TABLES = """
    CREATE TABLE added (key BIGINT NOT NULL);
    CREATE TABLE counted (n BIGINT NOT NULL);
    CREATE TABLE merged (key BIGINT NOT NULL, n BIGINT NOT NULL);
    INSERT INTO counted VALUES (0);
"""


def one_round(key: int) -> None:
    path = store_path()
    with opened(path, writing=True, timeout=300) as connection, transaction(connection, path):
        ask = "SELECT count(*) FROM added WHERE key = ?"
        if not connection.execute(ask, [key]).fetchall()[0][0]:
            connection.execute("INSERT INTO added VALUES (?)", [key])
        (n,) = connection.execute("SELECT n FROM counted").fetchall()[0]
        connection.execute("DELETE FROM counted")
        connection.execute("INSERT INTO counted VALUES (?)", [n + 1])
        connection.execute(
            "MERGE INTO merged USING (SELECT ?::BIGINT AS key) AS new ON merged.key = new.key "
            "WHEN MATCHED THEN UPDATE SET n = n + 1 "
            "WHEN NOT MATCHED THEN INSERT VALUES (new.key, 1)",
            [key],
        )


def main(rounds: int, *, in_turn: bool) -> int:
    if not in_turn:
        catalogue.in_turn = lambda *_: nullcontext()  # type: ignore[assignment]
    again = 0
    for key in range(rounds):
        while True:
            try:
                one_round(key)
                break
            except Conflict:
                again += 1
    return again


if __name__ == "__main__":
    print(main(int(sys.argv[1]), in_turn=sys.argv[2] == "yes"))
