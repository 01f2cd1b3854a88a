"""The file that lists a house's councils: what it makes, and every fault in it at once."""

from pathlib import Path

import pytest

from kpis.councils.councils_file import read_councils, secrets_of
from kpis.errors import SettingsError

TWO = """
[northmere]
plan = "north/plan"
store = "north/kpis.duckdb"
port = 8501

[southmere]
plan = "south/plan"
store = "south/kpis.duckdb"
port = 8502
"""


@pytest.fixture
def house(tmp_path) -> Path:
    for name in ("north", "south"):
        (tmp_path / name / "plan").mkdir(parents=True)
        (tmp_path / name / "plan/plan.toml").touch()
    return tmp_path


@pytest.fixture
def councils(house):
    def read(text: str):
        path = house / "councils.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        return read_councils(path)

    return read


@pytest.fixture
def faults(councils):
    """The lines of what is wrong with a file of that text."""

    def found(text: str) -> list[str]:
        with pytest.raises(SettingsError) as told:
            councils(text)
        return [line.removeprefix("- ") for line in str(told.value).splitlines()[1:]]

    return found


def test_each_table_is_a_council_and_its_paths_are_seen_from_the_file(councils, house, monkeypatch):
    monkeypatch.chdir("/")
    north, south = councils(TWO)
    assert (north.name, north.address, north.port) == ("northmere", "127.0.0.1", 8501)
    assert north.plan == house / "north/plan"
    assert south.store == house / "south/kpis.duckdb"


def test_it_may_say_where_it_listens_and_name_files_of_its_own(councils, house):
    for name in ("a.toml", "m.toml"):
        (house / name).touch()
    more = 'address = "::1"\nhosts = ["KPI.north.example"]\naccess = "a.toml"\nmail = "m.toml"\n'
    (north,) = councils(TWO.partition("\n[south")[0] + more)
    assert (north.address, north.hosts) == ("::1", ("kpi.north.example",))
    assert (north.access_file, north.mail_file) == (house / "a.toml", house / "m.toml")


def test_every_fault_is_told_at_once_with_where_it_is(faults):
    told = faults("""
[North]
plan = "none"
store = "north"
port = 0
adress = "127.0.0.1"
[south]
store = "nowhere/kpis.duckdb"
address = "dashboard"
hosts = ["kpi example"]
access = "none.toml"
""")
    assert [each.partition(":")[0] for each in told] == [
        "['North']",
        "[North] adress",
        "[North] plan",
        "[North] store",
        "[North] port",
        "[south] plan",
        "[south] store",
        "[south] port",
        "[south] address",
        "[south] hosts",
        "[south] access",
    ]
    assert "kpis new-plan makes one" in told[2]


@pytest.mark.parametrize(
    ("one", "other", "fault"),
    [
        ("south/kpis.duckdb", "north/../north/kpis.duckdb", "store: they would have one store,"),
        ("south/plan", "north/plan", "plan: they would have one plan,"),
        ("south/kpis.duckdb", "north/south.duckdb", "access: they would have one file of sign-in,"),
        ("port = 8502", "port = 8501", "port: both would listen at 8501."),
    ],
)
def test_no_two_councils_share_what_is_each_ones_own(faults, one, other, fault):
    told = faults(TWO.replace(one, other))
    assert any(each.startswith(f"[northmere] and [southmere] {fault}") for each in told), told


def test_one_file_by_two_names_is_one_file(faults, house):
    (house / "other").symlink_to(house / "north/plan")
    told = faults(TWO.replace("south/plan", "other"))
    assert told == [
        f"[northmere] and [southmere] plan: they would have one plan, {house / 'north/plan'}. "
        "Each needs its own."
    ]


def test_the_same_port_at_two_addresses_of_the_machine_is_no_fault(councils):
    apart = TWO.replace("port = 8502", 'port = 8501\naddress = "127.0.0.2"')
    assert [each.port for each in councils(apart)] == [8501, 8501]


def test_one_that_listens_everywhere_needs_its_port_alone(faults):
    told = faults(TWO.replace("port = 8502", 'port = 8501\naddress = "0.0.0.0"'))
    assert told == [
        "[northmere] and [southmere] port: both would listen at 8501. Give each its own."
    ]


@pytest.mark.parametrize("text", ["", "# nobody yet\n"])
def test_a_house_without_a_council_is_none(faults, text):
    assert faults(text) == ["It lists no council. Write a table for each, as [northmere]."]


@pytest.mark.parametrize("name", ["a b", "north.mere", "-north", "n" * 41, "é", "north;", ""])
def test_a_name_is_fit_for_cookies_and_the_log(faults, name):
    told = faults(TWO.replace("[northmere]", f'["{name}"]'))
    assert len(told) == 1
    assert told[0].startswith(f"[{name!r}]: a council's name has small letters")


def test_what_is_no_table_is_told(faults):
    assert faults("northmere = 8501\n")[0].startswith("[northmere]: it has to be a table")


def test_a_file_that_others_may_change_is_not_believed(house):
    path = house / "councils.toml"
    path.write_text(TWO, encoding="utf-8")
    path.chmod(0o620)
    with pytest.raises(SettingsError, match="chmod go-w"):
        read_councils(path)


@pytest.mark.parametrize("content", [b"[north", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_told(house, content):
    path = house / "councils.toml"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(SettingsError, match="is no TOML file"):
        read_councils(path)
    with pytest.raises(SettingsError, match="cannot be read"):
        read_councils(house / "none.toml")


@pytest.fixture
def with_secrets(councils, house):
    def read(text: str, mode: int = 0o600):
        path = house / "north.env"
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        (north,) = councils(TWO.partition("\n[south")[0] + 'secrets = "north.env"\n')
        return north

    return read


def test_secrets_are_read_as_the_system_reads_its_files_of_them(with_secrets):
    north = with_secrets("# of the mail server\nKPIS_MAIL_USER=kpi\n\nKPIS_MAIL_PASSWORD='a = b'\n")
    assert secrets_of(north) == {"KPIS_MAIL_USER": "kpi", "KPIS_MAIL_PASSWORD": "a = b"}


@pytest.mark.parametrize(
    ("text", "mode", "fault"),
    [
        ("KPIS_MAIL_USER=hidden\n", 0o640, "chmod 600"),
        ("KPIS_STORE=hidden\n", 0o600, "line 1: KPIS_STORE belongs to no file of secrets"),
        ("\nhidden\n", 0o600, "line 2 is no NAME=value"),
        ("LD_PRELOAD=hidden\n", 0o600, "names have to begin with KPIS_, AWS_ or PG"),
    ],
)
def test_a_fault_of_secrets_is_told_without_them(with_secrets, text, mode, fault):
    with pytest.raises(SettingsError) as told:
        with_secrets(text, mode)
    assert "[northmere] secrets: " in str(told.value)
    assert fault in str(told.value)
    assert "hidden" not in str(told.value)


def test_a_process_is_told_its_own_council_and_nothing_of_the_others(councils):
    north, south = councils(TWO)
    given = {"PATH": "/bin", "KPIS_MAIL_PASSWORD": "of another", "KPIS_STORE": "/elsewhere"}
    told = north.environment(given, {"KPIS_CLIENT_SECRET": "its own"})
    assert told == {
        "PATH": "/bin",
        "KPIS_CLIENT_SECRET": "its own",
        "KPIS_COUNCIL": "northmere",
        "KPIS_STORE": str(north.store),
        "KPIS_PLAN": str(north.plan),
        "KPIS_CACHE": str(north.store.parent / "kpis.cache"),
    }
    assert not set(told.values()) & set(south.environment({}).values())
