"""Coroutines run to their end by tests, wherever a browser's journey may have been before.

The browser's driver keeps an event loop in the main thread for as long as there is a browser, and
of two in one thread Python says no. So they run in a thread of their own.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
