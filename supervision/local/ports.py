"""The one TCP port the product listens on.

Belongs here: whether it is free, and who has it. Does not belong here: serving anything.
"""

from __future__ import annotations

import http.client
import socket
from pathlib import Path

from supervision.local.children import command_of

_LISTENING = "0A"


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def who_listens(port: int) -> str:
    """The process listening on a port, as far as the system lets us see; empty when unknown."""
    sockets = _listening_sockets(port)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            held = {str(link.readlink()) for link in process.joinpath("fd").iterdir()}
        except OSError:
            continue
        if held & sockets:
            command = command_of(int(process.name))
            return f"process {process.name} ({command[:60].strip()})"
    return ""


def _listening_sockets(port: int) -> set[str]:
    found: set[str] = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        try:
            lines = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            if fields[3] == _LISTENING and int(fields[1].rpartition(":")[2], 16) == port:
                found.add(f"socket:[{fields[9]}]")
    return found


def answers(host: str, port: int, path: str) -> bool:
    """Whether a page answers 200 there."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
