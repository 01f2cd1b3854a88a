"""Ports of this machine for servers that tests start."""

import itertools
import os
import socket

LOWEST, HIGHEST = 12_000, 32_000  # below those that systems give to whoever asks for any
_next = itertools.count(os.getpid() * 101)


def free_port() -> int:
    """One that nothing listens at, and that nobody is given before a server has it.

    A port that the system chose and got back could be anybody's next connection.
    """
    for number in itertools.islice(_next, HIGHEST - LOWEST):
        port = LOWEST + number % (HIGHEST - LOWEST)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise OSError("No port is free.")
