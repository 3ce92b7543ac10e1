"""The press: a program of its own that turns templates and data into PDF, and then ends.

Started by `engine.py`, never imported by it: what a broken template or a too large table does to it
costs a batch of papers and not a worker. It gets no environment of the product, so no key either. Data
reaches the template as JSON text and is never read as typesetting.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
from pathlib import Path
from typing import Any

import typst

ROOT = Path(__file__).resolve().parent.parent
MEMORY = 2 * 1024**3


def main() -> None:
    """Read jobs from the standard input, write what became of each to the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    jobs = json.load(sys.stdin)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    json.dump([_printed(job, fonts) for job in jobs], sys.stdout)


def _printed(job: dict[str, str], fonts: typst.Fonts) -> dict[str, Any]:
    try:
        made = typst.compile(
            str(ROOT / job["template"]),
            root=str(ROOT),
            font_paths=fonts,
            sys_inputs={"data": job["data"]},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as problem:
        return {"error": problem.message}
    return {"pdf": base64.b64encode(made).decode()}


if __name__ == "__main__":
    main()
