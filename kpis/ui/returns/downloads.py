"""What an officer takes away: every issue of a file, every change, the file with its cells marked.

Each is made when it is asked for, not when the page is drawn.
"""

from kpis.exports.csv_files import issues_csv
from kpis.model import Plan
from kpis.plan.chain.chain import Chain
from kpis.use_cases.mappings import MappingUsed
from kpis.use_cases.marked_copy import marked_copy_of, stored_copy_marked
from kpis.use_cases.seen_store import SeenStore
from kpis.validation import CheckedReturn


def issues_bytes(checked: CheckedReturn) -> bytes:
    """Every issue of a return as a CSV file."""
    return issues_csv(issue.as_dict() for issue in checked.issues)


def marked_name(file_name: str) -> str:
    """What the marked copy of a file is called: "place_q3 (marked).xlsx"."""
    stem, _, ending = file_name.rpartition(".")
    kept = ending.lower() if ending.lower() == "xlsm" else "xlsx"
    return f"{stem or file_name} (marked).{kept}"


def marked_bytes(checked: CheckedReturn, content: bytes, used: MappingUsed | None) -> bytes:
    """The file with its faulty cells marked. Raises UnreadableReturn where it cannot be."""
    return marked_copy_of(checked, content, used)[1]


def marked_again(plan: Plan | Chain, submission_id: str, store: SeenStore) -> bytes:
    """A stored file with the cells marked that the checks remark on now."""
    return stored_copy_marked(store, plan, submission_id, actor=store.actor)[1]


def file_of(sha256: str, store: SeenStore) -> bytes:
    """A stored file as it was sent."""
    return store.file(sha256)
