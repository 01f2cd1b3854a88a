"""Objects in a bucket of S3, or of a server that speaks as S3 does.

Which server and which keys the environment says, under the names that tools of S3 know.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from kpis.lake_address import BUCKET
from kpis.store.objects.objects import checked

if TYPE_CHECKING:
    from obstore.store import RetryConfig, S3Config

# How long a server that does not answer is asked again, and how long one answer may take: longer
# than a person waits for a page, and too short for one who returns a file to give up.
PATIENCE: "RetryConfig" = {"max_retries": 4, "retry_timeout": timedelta(seconds=15)}
TIMEOUT = "30s"
_NO_BUCKET = "NoSuchBucket"


class BucketObjects:
    """Objects as `Objects` says, under a prefix. address: "s3://bucket/prefix".

    A server that cannot say "only if it is not there" (If-None-Match) is no place for them.
    """

    def __init__(self, address: str) -> None:
        bucket, _, prefix = address.removeprefix(BUCKET).partition("/")
        self._address = address
        self._store = S3Store(
            bucket,
            prefix=prefix or None,
            config=_settings(),
            client_options={
                "allow_http": os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://"),
                "timeout": TIMEOUT,
                "connect_timeout": "5s",
            },
            retry_config=PATIENCE,
        )

    @property
    def place(self) -> str:
        return self._address

    def put(self, name: str, content: bytes) -> bool:
        with self._as_os_errors(name):
            try:
                obstore.put(self._store, checked(name), content, mode="create", use_multipart=False)
            except AlreadyExistsError:
                return False
        return True

    def replace(self, name: str, content: bytes) -> None:
        with self._as_os_errors(name):
            obstore.put(self._store, checked(name), content)

    def get(self, name: str) -> bytes:
        with self._as_os_errors(name):
            return bytes(obstore.get(self._store, checked(name)).bytes())

    def exists(self, name: str) -> bool:
        return bool(self.state(name))

    def state(self, name: str) -> str:
        with self._as_os_errors(name):
            try:
                found = obstore.head(self._store, checked(name))
            except FileNotFoundError:
                return ""
        return f"{found['e_tag']}.{found['size']:x}.{found['last_modified'].timestamp():.0f}"

    def names(self, under: str = "") -> Iterator[str]:
        with self._as_os_errors(under):
            pages = obstore.list(self._store, prefix=checked(under) if under else None)
            yield from sorted(each["path"] for page in pages for each in page)

    def where(self, name: str) -> str:
        return f"{self._address}/{checked(name)}"

    @contextmanager
    def _as_os_errors(self, name: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            if _NO_BUCKET in str(error):
                raise OSError(errno.EIO, "there is no such bucket", self._address) from error
            words = os.strerror(errno.ENOENT)
            raise FileNotFoundError(errno.ENOENT, words, f"{self._address}/{name}") from None
        except BaseError as error:
            raise OSError(errno.EIO, _words(error), self._address) from error


def _words(error: BaseError) -> str:
    """What went wrong, in one line: of the many that are given the rest is of how it was tried."""
    first = str(error).partition("\n")[0]
    told = re.search(r"<Message>([^<]+)", str(error))
    return " ".join(filter(None, [first[:200].partition(": <")[0], told[1] if told else ""]))


def _settings() -> "S3Config":
    """As the environment says; nothing is asked of the machine's own, for that takes seconds."""
    named = {
        "access_key_id": "AWS_ACCESS_KEY_ID",
        "secret_access_key": "AWS_SECRET_ACCESS_KEY",
        "session_token": "AWS_SESSION_TOKEN",
        "endpoint": "AWS_ENDPOINT_URL",
        "region": "AWS_REGION",
    }
    found = {key: os.environ[name] for key, name in named.items() if os.environ.get(name)}
    return cast("S3Config", found)
