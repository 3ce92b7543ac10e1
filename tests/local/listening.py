"""What the system says about processes and sockets; for the launcher's tests only."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path


def tcp_ports_of(pid: int) -> list[str]:
    """Local addresses of the TCP sockets a process holds, listening or not."""
    held = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if f"socket:[{fields[9]}]" in held:
                found.append(fields[1])
    return found


def commands_with(text: str) -> list[str]:
    """Command lines of living processes that contain `text`."""
    listing = subprocess.run(
        ["ps", "-eww", "-o", "stat=", "-o", "args="], capture_output=True, text=True
    )
    return [
        line
        for line in listing.stdout.splitlines()
        if text in line and not line.startswith("Z") and " ps -eww" not in line
    ]


def eventually(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether a condition comes true within the given time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return condition()
