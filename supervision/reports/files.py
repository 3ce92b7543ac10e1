"""Control journals as files, for the morning on which the product does not answer.

Belongs here: a folder an office, the newest journals in it, whole files or none. Does not belong here:
issuing a journal: what stands in the database is the journal, a file is its print.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from supervision.core.faults import Fault, FaultPoint, no_fault
from supervision.printing.rules import Form
from supervision.reports.queries import journals as queries
from supervision.reports.queries.journals import OnDisk
from supervision.reports.rules.journal import file_name

_OURS = re.compile(r"\d{4}-\d\d-\d\d_No-\d+-\d{4}_(kk|ru)\.pdf(\.part)?")
_FOLDER_MODE, _FILE_MODE = 0o750, 0o640  # journals name cases and people


class Kept(NamedTuple):
    """What one run did on disk."""

    written: int
    removed: int


def keep_files(session: Session, place: Path, keep: int, fault: Fault = no_fault) -> Kept:
    """Bring the folders of all offices in step with their last `keep` journals.

    A file that is missing or not of its size is written anew; a journal older than the last `keep`
    is removed; what somebody else put there is left alone. Killed at any point the next run goes on;
    while another process does it, nothing is done. Raises OSError when the place cannot be written.
    """
    place.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    written = removed = 0
    with _alone(place) as alone:
        if not alone:
            return Kept(0, 0)
        copies = queries.newest_copies(session, keep)
        for office, wanted in groupby(copies, key=lambda each: each.office):
            folder = place / office
            folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
            names = {_name(copy): copy for copy in wanted}
            removed += _remove_others(folder, names)
            missing = [copy for name, copy in names.items() if not _stands(folder / name, copy)]
            _write(session, folder, missing, fault)
            written += len(missing)
    return Kept(written, removed)


@contextmanager
def _alone(place: Path) -> Iterator[bool]:
    """Whether no other process writes here; the system frees the lock however this one ends."""
    descriptor = os.open(place / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)


def _name(copy: OnDisk) -> str:
    return file_name(copy.morning, copy.mark, copy.language, Form.PDF)


def _stands(file: Path, copy: OnDisk) -> bool:
    try:
        return file.stat().st_size == copy.size
    except FileNotFoundError:
        return False


def _remove_others(folder: Path, wanted: dict[str, OnDisk]) -> int:
    """Remove journals no longer kept, and halves a killed run left behind."""
    gone = [
        file for file in folder.iterdir() if _OURS.fullmatch(file.name) and file.name not in wanted
    ]
    for file in gone:
        file.unlink(missing_ok=True)
    return sum(file.suffix == ".pdf" for file in gone)


def _write(session: Session, folder: Path, copies: Sequence[OnDisk], fault: Fault) -> None:
    """Write each copy beside its place, safely on disk, then put it there in one step."""
    for copy in copies:
        half = folder / f"{_name(copy)}.part"
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, _FILE_MODE)
        with os.fdopen(descriptor, "wb") as out:
            content = queries.content_of(session, copy.copy_id)
            middle = len(content) // 2
            out.write(content[:middle])
            fault(FaultPoint.HALF_FILE)
            out.write(content[middle:])
            out.flush()
            os.fsync(out.fileno())
        half.replace(folder / _name(copy))
