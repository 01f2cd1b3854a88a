"""Servers of the tests' own, on this machine alone: Postgres for catalogues, S3 for data."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from tests.ports import free_port

BUCKET = "council"
PASSWORD = "hunter2 of the tests"  # noqa: S105 of a server that lives as long as they do


@dataclass(frozen=True)
class Bucket:
    """A bucket of a server that runs, and what the environment says to reach it."""

    name: str
    environment: dict[str, str]


@contextmanager
def s3_server() -> Iterator[Bucket]:
    """A server that speaks as S3 does, with one empty bucket in it."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        environment = {
            "AWS_ACCESS_KEY_ID": "key of the tests",
            "AWS_SECRET_ACCESS_KEY": "no secret",
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_REGION": "eu-west-2",
        }
        client = boto3.client(
            "s3",
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            region_name=environment["AWS_REGION"],
        )
        place = {"LocationConstraint": environment["AWS_REGION"]}
        forget = Request(f"{environment['AWS_ENDPOINT_URL']}/moto-api/reset", method="POST")
        urlopen(forget).close()  # what a server of before kept in this process
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
        client.close()
        yield Bucket(BUCKET, environment)
    finally:
        server.stop()


@dataclass(frozen=True)
class Postgres:
    """A server that runs. Each lake of the tests has a database of its own in it."""

    port: int
    environment: dict[str, str]

    def words(self, database: str) -> str:
        """What reaches a database of it, as libpq has it; the password is in the environment."""
        return f"dbname={database} host=127.0.0.1 port={self.port} user=postgres"

    def new_database(self, name: str, template: str = "template0") -> str:
        """Make a database, and give the words that reach it."""
        import psycopg

        with psycopg.connect(
            self.words("postgres"), password=PASSWORD, autocommit=True
        ) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.words(name)


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A Postgres of our own, made for this and gone after it. Raises where none is installed."""
    folder = Path(tempfile.mkdtemp(prefix="kpis-postgres-"))  # one that another account gets into
    account = None
    if os.getuid() == 0:  # it refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        password = folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        data = folder / "data"
        _run(account, "initdb", "-D", data, *("-U", "postgres", "--auth=scram-sha-256"),
             *(f"--pwfile={password}", "--no-sync", "--locale=C", "--encoding=UTF8"))  # fmt: skip
        for _ in range(5):  # the port may be taken before the server has it
            port = free_port()
            settings = (
                f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
                "-c fsync=off -c max_connections=200"
            )
            started = _run(account, "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", "120",
                           *("-o", settings, "start"), check=False)  # fmt: skip
            if started.returncode == 0:
                break
        else:
            raise RuntimeError((folder / "log").read_text())
        try:
            yield Postgres(port, {"PGPASSWORD": PASSWORD})
        finally:
            _run(account, "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(
    account: pwd.struct_passwd | None, program: str, *words: object, check: bool = True
) -> subprocess.CompletedProcess[bytes]:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    command = [str(found[-1]) if found else program, *map(str, words)]
    # Its output goes to a file: a server that runs on would keep a pipe open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            command,
            stdout=said,
            stderr=said,
            check=False,
            cwd="/",
            user=account and account.pw_uid,
            group=account and account.pw_gid,
        )
        said.seek(0)
        if check and done.returncode:
            raise RuntimeError(said.read().decode())
    return done
