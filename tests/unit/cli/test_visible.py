"""A terminal obeys nothing that somebody wrote into a name, and a list can show what is kept."""

import json

import pytest

HOSTILE = "Q3\x1b[2J\x07\u202etxt\x9b.csv"
RETURN = b"Code,Period,Outturn\n6.2,Q3 2019/20,45\n"


def test_a_name_with_signs_that_a_terminal_obeys_is_written_out(kpis, tmp_path):
    (tmp_path / HOSTILE).write_bytes(RETURN)
    ran = kpis("check", tmp_path / HOSTILE)
    assert "Q3\\u001b[2J\\u0007\\u202etxt\\u009b.csv" in ran.out + ran.err
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(ran.out + ran.err)


def test_a_document_names_the_file_as_it_is_called(kpis, tmp_path):
    (tmp_path / HOSTILE).write_bytes(RETURN)
    ran = kpis("check", tmp_path / HOSTILE, "--json")
    assert json.loads(ran.out)["files"][0]["file"].endswith(HOSTILE)
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--by", "Officer\x1b[31m", "has characters that cannot be printed"),
        ("--by", "x" * 201, "is longer than 200 characters"),
        ("--note", "seen\x1b]0;title", "has characters that cannot be printed"),
        ("--reason", "x" * 2_001, "is longer than 2,000 characters"),
    ],
)
def test_a_text_that_no_list_could_show_is_refused(kpis, tmp_path, option, text, said):
    file = tmp_path / "q3.csv"
    file.write_bytes(RETURN)
    asked = {"--by": "Performance Officer"} | {option: text}
    ran = kpis("submit", file, *(part for pair in asked.items() for part in pair))
    assert ran.code == 2
    assert said in ran.err
    assert "q3.csv" not in kpis("submissions").out
