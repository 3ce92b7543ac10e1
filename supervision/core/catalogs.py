"""Compiles the message catalogs: `python -m supervision.core.catalogs [--check]`.

Belongs here: reading `.po`, writing `.mo`, and naming entries that are empty, fuzzy or disagree on
their placeholders. Does not belong here: a translation.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from supervision.core.i18n import LANGUAGES, TRANSLATIONS, domains

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def read(language: str, domain: str) -> Catalog:
    """One catalog; a missing file is an empty catalog, so that the findings name its keys."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return Catalog(locale=language, domain=domain)
    with path.open("rb") as source:
        return read_po(source, locale=language, domain=domain)


def compile_all() -> list[Path]:
    """Write every `.mo` whose `.po` is newer; returns those written."""
    written = []
    for source in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with target.open("wb") as out:
            write_mo(out, read(source.parent.parent.name, source.stem))
        written.append(target)
    return written


def findings() -> list[str]:
    """Everything wrong with the catalogs, one sentence each."""
    return [line for domain in domains() for line in _findings_of(domain)]


def _findings_of(domain: str) -> Iterator[str]:
    catalogs = {language: read(language, domain) for language in LANGUAGES}
    keys = {message.id for catalog in catalogs.values() for message in catalog if message.id}
    for key in sorted(keys, key=str):
        for language, catalog in catalogs.items():
            where = f"{language}/{domain}.po: {key!r}"
            message = catalog.get(key if isinstance(key, str) else key[0])
            if message is None:
                yield f"{where} is missing"
            elif not all(_texts(message)):
                yield f"{where} is empty"
            elif message.fuzzy:
                yield f"{where} is fuzzy"
            elif any(_placeholders(text) != _wanted(message) for text in _texts(message)):
                yield f"{where} has other placeholders than the key"


def _texts(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _wanted(message: Message) -> set[str]:
    key = message.id if isinstance(message.id, str) else message.id[-1]
    return _placeholders(key) if " " in key or "%" in key else _placeholders(_texts(message)[0])


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def main(arguments: list[str]) -> int:
    """Compile; with `--check` also print the findings and exit 1 when there are any."""
    compile_all()
    if "--check" not in arguments:
        return 0
    found = findings()
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
