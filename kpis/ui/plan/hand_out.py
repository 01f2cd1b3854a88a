"""The changed files of a plan for whoever looks after them, where they cannot be written here."""

from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import streamlit as st

from kpis.ui.kit.download import ZIP, download
from kpis.use_cases.plans.acts.proposing import changed_files
from kpis.use_cases.plans.workbook import PlanProposed

NOT_WRITTEN_HERE = (
    "The plan's files cannot be written here. What would change can be downloaded, for whoever "
    "looks after them."
)


def hand_out(folder: Path, proposed: PlanProposed, key: str) -> None:
    """Say that the files of a folder cannot be written, and offer them as they would be.

    proposed: without faults, and with a change. key: of the button.
    """
    st.info(NOT_WRITTEN_HERE)
    download(
        "Download the changed files",
        partial(_zipped, folder, proposed),
        "changed-plan.zip",
        key=key,
        kind=ZIP,
    )


def _zipped(folder: Path, proposed: PlanProposed) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name, content in changed_files(folder, proposed).items():
            packed.writestr(name, content)
    return file.getvalue()
