"""From a template and plain values to the bytes of a PDF.

Belongs here: the one call of the press and its limits. Does not belong here: any paper. The same
template and values give the same bytes on every machine: the fonts come with the press, and the day
in the file is the paper's own, never the clock's.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CONTENT_TYPE = "application/pdf"
LARGEST_DATA = 2 * 1024 * 1024  # bytes of one paper's values
LARGEST_PAPER = 8 * 1024 * 1024  # bytes of one PDF
_LACKING = re.compile(r"the text `\"(.*)\"` could not be displayed", re.DOTALL)
PATIENCE = 20.0  # seconds a batch may take whatever it holds …
PATIENCE_A_PAPER = 5.0  # … and for each of its papers


class NotPrinted(RuntimeError):
    """The press could not make a paper; the message says which and why."""


class NoLetter(NotPrinted):
    """A text holds a sign the press has no letter for; `sign` is that text."""

    def __init__(self, template: str, sign: str) -> None:
        self.sign = sign
        super().__init__(f"{template}: there is no letter for {sign!r}")


@dataclass(frozen=True)
class Job:
    """One paper to be made: a template below `supervision/`, and its values as JSON can hold them."""

    template: str
    data: Mapping[str, Any]


def print_all(jobs: Sequence[Job]) -> list[bytes]:
    """The PDF of each job, in order; all of them or none.

    Raises NotPrinted when a template is broken, a paper is too large, or the press takes too long.
    """
    if not jobs:
        return []
    written = [_written(job) for job in jobs]
    asked = [
        {"template": job.template, "data": data} for job, data in zip(jobs, written, strict=True)
    ]
    answers = _press(json.dumps(asked), PATIENCE + PATIENCE_A_PAPER * len(jobs))
    if len(answers) != len(jobs):
        raise NotPrinted(f"{len(answers)} papers came for {len(jobs)} jobs")
    return [_made(job, answer) for job, answer in zip(jobs, answers, strict=True)]


def _written(job: Job) -> str:
    data = json.dumps(job.data, ensure_ascii=False, sort_keys=True)
    if len(data.encode()) > LARGEST_DATA:
        raise NotPrinted(f"{job.template}: the values are larger than {LARGEST_DATA} bytes")
    return data


def _press(asked: str, patience: float) -> list[dict[str, str]]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "supervision.printing.press"],
            input=asked.encode(),
            capture_output=True,
            env={"PATH": "", "LC_ALL": "C.UTF-8"},
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotPrinted(f"the press took longer than {patience:.0f} s") from None
    if done.returncode != 0:
        raise NotPrinted(f"the press ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    answers: list[dict[str, str]] = json.loads(done.stdout)
    return answers


def _made(job: Job, answer: Mapping[str, str]) -> bytes:
    if lacking := _LACKING.search(answer.get("error", "")):
        raise NoLetter(job.template, lacking[1])
    if "error" in answer:
        raise NotPrinted(f"{job.template}: {answer['error']}")
    made = base64.b64decode(answer["pdf"])
    if len(made) > LARGEST_PAPER:
        raise NotPrinted(f"{job.template}: the paper is larger than {LARGEST_PAPER} bytes")
    return made
