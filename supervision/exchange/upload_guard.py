"""What a file must be before anything opens it: its true type and its declared sizes (S26, S27).

Belongs here: checks on the bytes as they came. Does not belong here: reading a cell. Nothing is
unpacked but the list of types and, counted as it comes, the text of the sheets.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from supervision.core.errors import Refused
from supervision.exchange.rules import Form

MOST_BYTES = 12 * 1024 * 1024
MOST_UNPACKED = 128 * 1024 * 1024  # 100,000 rows of 15 columns are some 90 MB of XML
MOST_RATIO = 100
MOST_ENTRIES = 1_000
MOST_COLUMNS = 100
MOST_SHEET_ROWS = 100_001  # with the head
_TYPES = "[Content_Types].xml"
_SHEET_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_INSIDE = (".zip", ".xlsx", ".xlsm", ".docx", ".gz", ".7z", ".rar", ".bin", ".exe", ".jar")
_WORDS_OF_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_CELL = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]*?\br="([A-Z]{0,3})([0-9]{1,10})"')
_PIECE = 1024 * 1024


def form_of(name: str, content: bytes) -> Form:
    """The form of a file by its ending and its bytes, which must agree.

    Raises Refused for anything that is no sheet, and for one that would unpack into too much.
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower().removeprefix(".")
    if ending not in set(Form):
        raise Refused("Only files that end with .xlsx or .csv are read.", field="file")
    if not content:
        raise Refused("The file is empty.", field="file")
    if len(content) > MOST_BYTES:
        raise Refused(
            "The file is larger than %(most)s MB: divide it.",
            field="file",
            most=str(MOST_BYTES // 1024**2),
        )
    if Form(ending) is Form.XLSX:
        _demand_workbook(content)
    elif content.startswith(b"PK\x03\x04") or b"\x00" in content:
        raise Refused("This is no CSV file: save it as CSV from your spreadsheet.", field="file")
    return Form(ending)


def _demand_workbook(content: bytes) -> None:
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("This is no XLSX workbook, whatever its name says.", field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _demand_sizes(packed)
            _demand_types(packed)
            _demand_sheets(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise Refused(
            "The workbook is damaged: save it anew and try again.", field="file"
        ) from None
    except (ValueError, KeyError, OverflowError):
        raise Refused(
            "The workbook is damaged: save it anew and try again.", field="file"
        ) from None


def _demand_sizes(packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed_size = sum(entry.compress_size for entry in entries)
    names = [entry.filename for entry in entries]
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_UNPACKED
        or unpacked > MOST_RATIO * max(packed_size, 1)
        or any(entry.file_size > MOST_RATIO * max(entry.compress_size, 1) for entry in entries)
        or len(set(names)) != len(names)
        or len({entry.header_offset for entry in entries}) != len(entries)
        or any(name.lower().endswith(_INSIDE) and "printerSettings" not in name for name in names)
        or any(entry.flag_bits & 0x1 for entry in entries)
    ):
        raise Refused(
            "The workbook would unpack into too much, or holds other files, macros or a password. "
            "Save a plain .xlsx of the sheet alone.",
            field="file",
        )


def _demand_types(packed: zipfile.ZipFile) -> None:
    with packed.open(_TYPES) as source:
        types = source.read(_PIECE)
    if _SHEET_TYPE not in types:
        raise Refused("This is no XLSX workbook, whatever its name says.", field="file")


def _demand_sheets(packed: zipfile.ZipFile) -> None:
    """No entity, no cell farther than a list reaches; sizes counted, whatever was declared."""
    unpacked = 0
    for entry in packed.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        before = b""
        with packed.open(entry) as source:
            while piece := source.read(_PIECE):
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED:
                    raise ValueError("larger than declared")
                _look(before + piece, sheet="worksheets/" in entry.filename)
                before = piece[-200:]


def _look(text: bytes, *, sheet: bool) -> None:
    if any(word in text for word in _WORDS_OF_ENTITIES):
        raise ValueError("entities")
    if not sheet:
        return
    for letters, number in _CELL.findall(text):
        if int(number) > MOST_SHEET_ROWS or _place(letters) > MOST_COLUMNS:
            raise Refused(
                "A cell stands at %(cell)s: a sheet holds at most %(rows)s rows and %(columns)s "
                "columns. Delete what lies farther out.",
                field="file",
                cell=(letters + number).decode(),
                rows=str(MOST_SHEET_ROWS - 1),
                columns=str(MOST_COLUMNS),
            )


def _place(letters: bytes) -> int:
    """The number of a column by its letters: A is 1, XFD 16,384."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place
