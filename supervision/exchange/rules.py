"""How files leave: their forms, the states of a run, and the limits of one person."""

from __future__ import annotations

import enum
from datetime import timedelta


class Form(enum.StrEnum):
    """In which form a list is taken away."""

    XLSX = "xlsx"
    CSV = "csv"


class ExportState(enum.StrEnum):
    """The life of one file: asked for, made, there to be fetched, and no longer kept."""

    WAITING = "waiting"
    RUNNING = "running"
    HANDED = "handed"  # small: handed over at once, never kept
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"


UNDER_WAY = (ExportState.WAITING.value, ExportState.RUNNING.value)
EXPORT_KIND = "export_run"
AT_ONCE = 2_000  # rows a page makes within its own answer
MOST_ROWS = 200_000
AN_HOUR = 10
KEPT_FOR = timedelta(days=7)
SILENT_FOR = timedelta(minutes=3)  # a run that told nothing for so long lost its worker
MOST_ATTEMPTS = 3
LONGEST_QUERY = 4_000


class BatchState(enum.StrEnum):
    """The life of a sheet sent in."""

    READING = "reading"
    MAPPING = "mapping"  # a column nobody knows: its person says what it is
    CHECKING = "checking"
    CHECKED = "checked"
    ENTERING = "entering"
    ENTERED = "entered"
    STOPPED = "stopped"
    FAILED = "failed"
    TAKING_BACK = "taking_back"
    TAKEN_BACK = "taken_back"


class RowState(enum.StrEnum):
    """What became of one row; in the order in which numbers are told."""

    READ = "read"
    GOOD = "good"
    REFUSED = "refused"
    KNOWN = "known"
    ENTERED = "entered"
    TAKEN_BACK = "taken_back"


STOPPABLE = (BatchState.READING.value, BatchState.CHECKING.value, BatchState.ENTERING.value)
WORKING = (*STOPPABLE, BatchState.TAKING_BACK.value)
MAY_GO_BACK = (BatchState.ENTERED.value, BatchState.STOPPED.value, BatchState.FAILED.value)
BATCH_KIND = "import_batch"
MOST_WAITING = 3  # sheets of one office under way at once
