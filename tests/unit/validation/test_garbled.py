"""Text that was garbled on its way is seen, mended exactly when asked to, and never accused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.readers.asked import LEAVE_OUT, TAKE, key_of
from kpis.validation.garbled.mended import mended
from kpis.validation.garbled.mended_texts import about

GARBLED, MEANT = "Costs Â£3 â€“ agreed", "Costs £3 – agreed"
KEY = key_of("garbled-text", GARBLED)
CLEAN = (
    "Costs £3 – agreed; the “new” depot’s half-year… 5° or 2²",
    "The naïve café owner’s résumé, already £1½m over — see §4",
    "Mae’r tŷ yn y dŵr: ŵyn, ŷd, ôl-troed, gwên, tân, siŵr, Ŵyn Ŷd TÂN GWÊN MÔR",
    "L’œuvre inachevée à l’été : « déjà », là-bas, où ? Noël, cœur, façade, ÂGE, À, É",
    "Zażółć gęślą jaźń – „źródło”, Łódź, święto, być może, ćma, Ż",
    "Straße, Größe, „Übung“, Äpfel, Öl; TÄMÄ… PÄIVÄ” – “Å”",
    "IRMÃ” e IRMÃ… não, coração, Ã",
    "বাংলা ভাষা – পূর্ব লন্ডন",
    "שלום, مرحبا, Привет, 你好 😀 👨‍👩‍👧 ✓",
)
WORDS = [word for text in CLEAN[:5] for word in text.split()]


def garbled(text: str, encoding: str, times: int = 1) -> str:
    for _ in range(times):
        text = "".join(
            byte.decode(encoding, errors="replace").replace("\ufffd", chr(byte[0]))
            for byte in (bytes([each]) for each in text.encode())
        )
    return text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "text",
    [
        MEANT,
        "Café’s “plan” is 5° – naïve",
        "Łódź, żółć, ąęśćń",
        "Mae’r tŷ yn y dŵr",
        "L’été à l’œuvre…",
        "পূর্ব লন্ডন",
        "Done ✓ 😀",
    ],
)
def test_a_text_that_was_read_in_another_encoding_comes_back(text, encoding):
    assert mended(garbled(text, encoding)) == text


def test_nor_does_it_matter_how_often_it_was_or_that_a_part_of_it_is_clean():
    assert mended(garbled(MEANT, "cp1252", 2)) == MEANT
    assert mended("Agreed – costs Â£3, CafÃ©") == "Agreed – costs £3, Café"
    assert mended("the â€œplanâ€ is set") == "the “plan” is set"


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_text_is_not_accused(text):
    assert mended(text) == text
    assert mended(text.upper()) == text.upper()


@given(
    st.lists(st.sampled_from(WORDS), max_size=8),
    st.sampled_from([" ", "\u00a0", " – ", "…", "’ ", "” «\u00a0", ", "]),
    st.sampled_from([str, str.upper, str.title]),
)
def test_nor_are_its_words_in_any_order(words, between, spelled):
    text = spelled(between.join(words))
    assert mended(text) == text


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_every_such_text_comes_back_from_windows(words):
    text = " ".join(words)
    assert mended(garbled(text, "cp1252")) == text


def test_a_garbled_commentary_is_asked_about_once_and_its_rows_wait(check, row):
    rows = [row(commentary=GARBLED), row(measure="1.7a", outturn="45", commentary=GARBLED)]
    checked = check(*rows)
    (question,) = checked.questions
    assert (question.key, question.found, question.lasting) == (KEY, GARBLED, False)
    assert [(each.answer, each.stores) for each in question.choices] == [
        ("mended", MEANT),
        (TAKE, GARBLED),
    ]
    assert checked.rows.empty


@pytest.mark.parametrize(("answer", "kept"), [("mended", MEANT), (TAKE, GARBLED)])
def test_an_answer_stores_the_one_text_or_the_other_and_says_so(check, row, answer, kept):
    checked = check(row(commentary=GARBLED), answers={KEY: answer})
    assert checked.ok
    assert checked.rows["commentary"].tolist() == [kept]
    assert checked.answered == {KEY: answer}
    assert any("read as answered" in issue.message for issue in checked.issues)


def test_a_long_text_is_known_by_its_beginning_and_a_digest(check, row):
    first, second = (f"{GARBLED} {'and so on ' * 20}{end}" for end in "ab")
    assert about(first) != about(second)
    (question,) = check(row(commentary=first)).questions
    assert question.about == about(first)
    answered = check(row(commentary=first), answers={question.key: "mended"})
    assert answered.rows["commentary"].tolist() == [mended(first).strip()]


@pytest.mark.parametrize("name", ["breakdown", "category"])
def test_names_are_asked_about_too(check, row, name):
    cells = {"breakdown": "Ward", "category": "Centre"} | {name: "ÃŽle"}
    (question,) = check(row(**cells)).questions
    answered = check(row(**cells), answers={question.key: "mended"})
    assert answered.rows[name].tolist() == ["Île"]


def test_the_name_of_an_area_is_asked_about_before_the_area_is(check, row):
    cells = {"area": "ÃŽle"}
    asked = {question.code: question for question in check(row(**cells)).questions}
    answered = check(row(**cells), answers={asked["garbled-text"].key: "mended"})
    assert {question.found for question in answered.questions} <= {"Île"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("period", "Q2 2019–20"),
        ("period", "July – September 2019"),
        ("period", "Q2\u00a02019/20"),
        ("measure", "Full title\u00a0of repairs"),
        ("measure_also", "Full title\u00a0of repairs"),
    ],
)
def test_a_garbled_name_of_a_figure_offers_what_it_was(check, row, name, text):
    meant, text = text, garbled(text, "cp1252")
    (question,) = check(row(**{name: text})).questions
    assert question.key == key_of("garbled-text", about(text))
    assert [each.answer for each in question.choices] == ["mended", LEAVE_OUT]
    assert question.choices[0].stores == meant
    mend = check(row(**{name: text}), answers={question.key: "mended"})
    assert mend.ok
    assert mend.rows[["measure_id", "period_id"]].values.tolist() == [["repairs", "2019-20-Q2"]]
    left = check(row(**{name: text}), answers={question.key: LEAVE_OUT})
    assert left.rows.empty
    assert not left.questions


@pytest.mark.parametrize("text", ["CafÃ© visits", "Zeal â€“ and zest"])
def test_a_garbled_name_of_no_measure_is_an_unknown_measure(check, row, text):
    checked = check(row(measure=text))
    assert [issue.code for issue in checked.issues if issue.found == text] == ["unknown-measure"]
