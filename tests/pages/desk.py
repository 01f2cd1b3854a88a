"""What tests of the returns desk share: files, and the ways to use its pages as officers do."""

import re
from collections.abc import Iterable
from typing import Any

from streamlit.testing.v1 import AppTest

POST = "Performance Officer, Place"
REASON = "Two forms came late."
NOTE = "Looked up in the register: it is right."

# The quarter is long closed, so its first figures come with one warning for all of them.
CLEAN = b"""measure,period,outturn,numerator,denominator,commentary
1.4,Q3 2019/20,90.2,415,460,
2.2,Q3 2019/20,84.6,220,260,
10.4,Q3 2019/20,700,,,
"""


def choose(at: AppTest, name: str, content: bytes) -> AppTest:
    """Choose a file beside those the uploader shows already."""
    uploader = at.file_uploader[0]
    shown = [(each.name, each.getvalue(), each.type) for each in uploader.value]
    uploader.set_value([*shown, (name, content, "")])
    at.run()
    assert not at.exception
    return at


def html(at: AppTest) -> list[str]:
    """As it is written, without the places in long words where a line may end."""
    return [each.proto.body.replace("<wbr>", "") for each in at.get("html")]


def words(at: AppTest) -> str:
    """All our own HTML of the page as text, with a space where an element ends."""
    return " ".join(re.sub(r"<[^>]+>", " ", " ".join(html(at))).split())


def lines_of(table: str) -> list[list[str]]:
    """The texts of a table's cells, line by line, its head left out."""
    body = table.split("<tbody", 1)[1]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", line)
        ]
        for line in body.split("<tr")[1:]
    ]


def widget(elements: Iterable[Any], start: str):
    """The one widget whose key begins so; keys end with the id or the content they are about."""
    (found,) = [each for each in elements if (each.key or "").startswith(start)]
    return found


def press(at: AppTest, start: str) -> AppTest:
    """Click the one button whose key begins so. Nothing may fail."""
    widget(at.button, start).click()
    at.run()
    assert not at.exception
    return at


def answer(at: AppTest, *, post: str = POST, reason: str = REASON) -> AppTest:
    """Say all that the files waiting ask for."""
    at.text_input("desk_post").input(post)
    for field in at.text_input:
        if field.key.startswith("reason_"):
            field.input(reason)
    at.run()
    return at


def submit(at: AppTest, **said: str) -> AppTest:
    """Answer, and press the button of the only file that can be submitted."""
    answer(at, **said)
    return press(at, "main_action_submit_")
