"""Bytes kept under names: whole or not at all, once or not again, in a folder as in a bucket."""

import socket
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from kpis.store.objects import kept_beside
from kpis.store.objects.folder import FolderObjects
from tests.lake.servers import s3_server


@pytest.fixture(scope="module")
def bucket():
    with s3_server() as bucket, pytest.MonkeyPatch.context() as patch:
        for name, value in bucket.environment.items():
            patch.setenv(name, value)
        yield bucket


@pytest.fixture
def folder(tmp_path):
    return FolderObjects(tmp_path / "house" / "kpis.journal")


@pytest.fixture(params=["folder", "bucket"])
def objects(request, tmp_path):
    if request.param == "folder":
        return request.getfixturevalue("folder")
    from kpis.store.objects.bucket import BucketObjects

    name = request.getfixturevalue("bucket").name
    return BucketObjects(f"s3://{name}/{tmp_path.name}/journal")


def test_what_was_put_is_there_under_its_name(objects):
    assert not objects.exists("2026/000001.json")
    assert objects.put("2026/000001.json", b"first")
    assert objects.get("2026/000001.json") == b"first"
    assert objects.exists("2026/000001.json")


def test_a_folder_has_files_that_any_tool_reads(folder, tmp_path):
    folder.put("2026/000001.json", b"first")
    path = tmp_path / "house" / "kpis.journal" / "2026" / "000001.json"
    assert folder.where("2026/000001.json") == str(path)
    assert path.read_bytes() == b"first"


def test_a_name_that_is_taken_keeps_what_it_has(objects):
    objects.put("one", b"first")
    assert objects.put("one", b"second") is False
    assert objects.get("one") == b"first"


def test_of_many_who_put_a_name_at_once_one_is_told_that_it_did(objects):
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda who: objects.put("one", b"%d" % who), range(24)))
    assert told.count(True) == 1
    assert objects.get("one") == b"%d" % told.index(True)
    assert list(objects.names()) == ["one"]


def test_what_was_altered_can_be_put_right(objects):
    objects.put("one", b"altered")
    before = objects.state("one")
    objects.replace("one", b"as it was")
    assert objects.get("one") == b"as it was"
    assert objects.state("one") != before


def test_names_are_told_in_order_and_by_folder(objects):
    assert list(objects.names()) == []
    for name in ("b/2", "a", "b/10", "b.c/1"):
        objects.put(name, b"")
    assert list(objects.names()) == ["a", "b.c/1", "b/10", "b/2"]
    assert list(objects.names("b")) == ["b/10", "b/2"]
    assert list(objects.names("nothing")) == []


def test_what_is_not_there_says_so(objects):
    assert objects.state("one") == ""
    with pytest.raises(FileNotFoundError):
        objects.get("one")


@pytest.mark.parametrize(
    "name", ["", "../one", "/one", "a//b", ".hidden", "a/../../b", "a\nb", "a b"]
)
def test_a_name_leads_nowhere_else(objects, name):
    with pytest.raises(ValueError, match="no name"):
        objects.put(name, b"")


def test_a_draft_of_one_who_was_stopped_is_nothing(folder, tmp_path):
    folder.put("a/one", b"")
    (tmp_path / "house/kpis.journal/a/.two.1f2e3d4c").write_bytes(b"half")
    assert list(folder.names()) == ["a/one"]
    assert folder.put("a/two", b"whole")


def test_what_cannot_be_kept_is_not_left_half(folder, tmp_path):
    folder.put("one", b"")
    with pytest.raises(OSError, match="File exists"):
        folder.put("one/two", b"a file is no folder")
    assert list(folder.names()) == ["one"]


def test_a_share_without_second_names_for_files_does_as_well(folder, monkeypatch):
    def refuse(*names: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    assert folder.put("one", b"first")
    assert folder.put("one", b"second") is False
    assert folder.get("one") == b"first"
    assert list(folder.names()) == ["one"]


def test_only_their_owner_reads_them(folder, tmp_path):
    folder.put("a/one", b"")
    for path in (tmp_path / "house/kpis.journal").rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077


def test_they_lie_beside_the_store_that_a_link_leads_to(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "kpis.duckdb").symlink_to(tmp_path / "data" / "borough.duckdb")
    kept_beside(tmp_path / "kpis.duckdb", "journal").put("one", b"")
    assert (tmp_path / "data" / "borough.journal" / "one").exists()


def test_a_bucket_that_is_not_there_is_told_and_is_no_empty_one(bucket):
    from kpis.store.objects.bucket import BucketObjects

    absent = BucketObjects("s3://elsewhere/journal")
    for ask in (
        lambda: absent.put("one", b""),
        lambda: absent.get("one"),
    ):
        with pytest.raises(OSError, match="no such bucket") as raised:
            ask()
        assert not isinstance(raised.value, FileNotFoundError)


def test_a_server_that_does_not_answer_is_told_without_the_keys_to_it(bucket, monkeypatch):
    from kpis.store.objects import bucket as of_buckets

    monkeypatch.setitem(of_buckets.PATIENCE, "max_retries", 0)
    with socket.create_server(("127.0.0.1", 0)) as held:
        free = held.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free}")
    objects = of_buckets.BucketObjects(f"s3://{bucket.name}/journal")
    with pytest.raises(OSError, match="error sending request") as raised:
        objects.put("one", b"")
    assert bucket.environment["AWS_SECRET_ACCESS_KEY"] not in str(raised.value)
