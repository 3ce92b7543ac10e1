"""Rules of printed papers on plain values: their forms, the names of copies and files."""

from __future__ import annotations

from enum import StrEnum

KIND = "paper"
LANGUAGES = ("kk", "ru")  # papers are written in these


class Form(StrEnum):
    """The form of a paper's file; its value is the file's ending."""

    PDF = "pdf"
    DOCX = "docx"


def copy_name(language: str, form: str) -> str:
    """What a copy is called in the chain and in the log: `kk` for the PDF, `kk.docx` beside it."""
    return language if form == Form.PDF else f"{language}.{form}"


def copy_parts(name: str) -> tuple[str, Form]:
    """The language and form of a copy by its name; raises ValueError for another name."""
    language, dot, form = name.partition(".")
    if language not in LANGUAGES or (dot and form != Form.DOCX):
        raise ValueError(f"not the name of a copy: {name!r}")
    return language, Form.DOCX if dot else Form.PDF


def file_name(kind: str, name: str, *, mark: str = "", thing_id: int = 0) -> str:
    """What the file of a copy is called: `protest_No-5-2026_kk.pdf`, `protest_draft-17_kk.pdf`."""
    language, form = copy_parts(name)
    told = f"No-{mark.replace('/', '-')}" if mark else f"draft-{thing_id}"
    return f"{kind.replace('_', '-')}_{told}_{language}.{form}"
