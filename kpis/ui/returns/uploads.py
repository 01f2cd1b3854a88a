"""What an officer has uploaded during a visit: files that wait to be submitted, and receipts.

Files are kept here, not only in the uploader. So a mended file takes the place of the
one it mends, for they have the same name; a file can go as soon as it is submitted while others
stay; and all are still there after a look at another page. The uploader is emptied when a file
goes; until then it shows what was chosen, also what the browser refused to send.
"""

import hashlib
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kpis.model import Submission
from kpis.readers.files.guard import MEGABYTE, refused_for_size
from kpis.store import MendedCell
from kpis.use_cases.folders import returns_in
from kpis.use_cases.mending import joined

LARGEST_FILE = 10  # MB, as .streamlit/config.toml has it for the browser's side
MOST_WAITING = 20  # files
MOST_TOGETHER = 50  # MB of them

_WAITING, _LEFT_OUT, _SAID = "submit_waiting", "submit_left_out", "submit_said_of_folders"
_ROUND, _SEEN = "submit_round", "submit_seen"  # of the uploader: which one, and what was in it
_RECEIPTS, _FRESH = "submit_receipts", "submit_receipt_is_fresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file that was chosen.

    content: empty when it is too large, for then it is not kept. file_id: the uploader's, which
    tells choosing the same file again from having it. original, mended: where cells of it were
    typed anew here, the bytes as they were chosen and those cells.
    """

    file_id: str
    name: str
    size: int
    sha256: str
    content: bytes
    original: bytes = b""
    mended: tuple[MendedCell, ...] = ()

    @property
    def key(self) -> str:
        """For widgets about this very content: a mended file begins with fresh ones."""
        return f"{self.sha256[:16]}_{self.name}"

    @property
    def too_large(self) -> str:
        """One sentence when it is; the browser's own limit is not to be trusted."""
        return refused_for_size(self.size, LARGEST_FILE * MEGABYTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an officer is shown after submitting.

    touched: measure id and id of the quarter it is reported in, for every figure that is new or
    restated. repeated: the very file had been submitted before, so nothing was stored.
    still_shown: sentences on the releases that go on showing what it restated. put_back: sentences
    on kept files that were missing or altered and came again.
    """

    submission: Submission
    repeated: bool
    touched: tuple[tuple[str, str], ...]
    still_shown: tuple[str, ...] = ()
    put_back: tuple[str, ...] = ()


def waiting() -> tuple[Waiting, ...]:
    """Files that wait, in the order they were chosen."""
    return tuple(_waiting().values())


def remove(name: str) -> None:
    """Take a file out of the list, and with it everything out of the uploader.

    What waits is kept here, so the server's own copies can go.
    """
    _waiting().pop(name, None)
    if visit := get_script_run_ctx():
        visit.uploaded_file_mgr.remove_session_files(visit.session_id)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state[_SEEN] = frozenset()


def mend(file: Waiting, content: bytes, cells: tuple[MendedCell, ...]) -> None:
    """Put a file with cells typed anew in the place of the one that was chosen, which is kept."""
    _waiting()[file.name] = replace(
        file,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        original=file.original or file.content,
        mended=joined(file.mended, cells),
    )


def uploader_key() -> str:
    """Of the uploader as it is now; it changes when the uploader is to be empty again."""
    return f"submit_files_{st.session_state.get(_ROUND, 0)}"


def take_in() -> None:
    """Follow a change in the uploader: take in what is new, put away what was taken out of it."""
    chosen = st.session_state.get(uploader_key()) or []
    seen = st.session_state.get(_SEEN, frozenset())
    here = frozenset(file.file_id for file in chosen)
    new = [file for file in chosen if file.file_id not in seen]
    files, left_out, said = _waiting(), [], []
    for gone in [file.name for file in files.values() if file.file_id in seen - here]:
        del files[gone]
    for file in new:
        contents, sentence = returns_in(file.name, file.getvalue())
        said += [sentence] if sentence else []
        for name, content in contents:
            taken = _file(file.file_id, name, content)
            if _has_room(taken, [each for each in files.values() if each.name != name]):
                files[name] = taken
            else:
                left_out.append(name)
    st.session_state[_SAID] = said
    st.session_state[_SEEN] = here
    st.session_state[_LEFT_OUT] = left_out
    if new:
        st.session_state[_RECEIPTS] = ()


def note_empty_uploader() -> None:
    """Note that the uploader shows nothing, as after a look at another page.

    Without this, what it showed before would seem to be taken out of it at the next change.
    """
    st.session_state[_SEEN] = frozenset()


def left_out() -> list[str]:
    """Names of the files for which there was no room, of those chosen last."""
    names: list[str] = st.session_state.get(_LEFT_OUT, [])
    return names


def said_of_folders() -> list[str]:
    """Sentences on compressed folders, of those chosen last: what of them was not taken."""
    sentences: list[str] = st.session_state.get(_SAID, [])
    return sentences


def receipts() -> tuple[Receipt, ...]:
    """Of the files submitted since files were last chosen, newest first."""
    kept: tuple[Receipt, ...] = st.session_state.get(_RECEIPTS, ())
    return kept


def hand_in(file: Waiting, receipt: Receipt) -> None:
    """Take a file out of the list and keep its receipt."""
    remove(file.name)
    st.session_state[_RECEIPTS] = (receipt, *receipts())
    st.session_state[_FRESH] = True


def receipt_is_fresh() -> bool:
    """Whether the newest receipt has not been shown yet; asking is showing it."""
    return bool(st.session_state.pop(_FRESH, False))


def _waiting() -> dict[str, Waiting]:
    files: dict[str, Waiting] = st.session_state.setdefault(_WAITING, {})
    return files


def _has_room(file: Waiting, others: list[Waiting]) -> bool:
    held = sum(len(each.content) + len(each.original) for each in (file, *others))
    return len(others) < MOST_WAITING and held <= MOST_TOGETHER * MEGABYTE


def _file(file_id: str, name: str, content: bytes) -> Waiting:
    file = Waiting(
        file_id=file_id,
        name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    return replace(file, content=b"") if file.too_large else file
