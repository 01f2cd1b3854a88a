"""Servers of the tests' own, on this machine alone: Postgres for catalogues, S3 for data."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

BUCKET = "council"


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
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
        client.close()
        yield Bucket(BUCKET, environment)
    finally:
        server.stop()
