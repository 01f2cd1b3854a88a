"""The sentence of an error, as readers of pages get it: without a word of where things lie."""

import logging
import os
from pathlib import Path

from kpis.default_paths import plan_folder, store_path
from kpis.errors import KpisError
from kpis.lake_address import in_words, is_lake

_LOG = logging.getLogger(__name__)


def sentence_of(error: KpisError) -> str:
    """What it says, with the store and the plan by their names alone.

    The folders they are in are for who runs the dashboard: the log has the whole sentence.
    """
    whole = str(error)
    text = without_folders(whole)
    if text != whole:
        _LOG.warning("%s", whole)
    return text


def without_folders(text: str) -> str:
    """The same of any sentence of ours; of a lake also without the servers it is on."""
    store = store_path()
    if is_lake(store) and in_words(store) in text:
        # What follows for whoever looks after it names servers as well, in words of their own.
        text = text.partition(" For whoever looks after")[0].replace(f" {in_words(store)}", "")
    for path in (store_path(), plan_folder()):
        for written in {path, path.resolve()} - {Path(path.name)}:
            text = text.replace(f"{written.parent}{os.sep}", "")
    return text
