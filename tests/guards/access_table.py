"""The table route × method × post: as the access rules say, and as committed in `access.csv`."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from flask import Flask

from supervision.core.access import PERMISSIONS_OF_POST, PUBLIC, SIGNED_IN, Post, rule_of

TABLE = Path(__file__).resolve().parents[1] / "access.csv"
COLUMNS = ("endpoint", "method", "anonymous", *(post.value for post in Post))


def routes(app: Flask) -> list[tuple[str, str]]:
    """Every endpoint with every method it takes, sorted."""
    return sorted(
        {
            (rule.endpoint, method)
            for rule in app.url_map.iter_rules()
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        }
    )


def expected(app: Flask) -> list[dict[str, str]]:
    """What the access rules say, a line a route and method."""
    lines = []
    for endpoint, method in routes(app):
        rule = rule_of(app.view_functions[endpoint])
        line = {"endpoint": endpoint, "method": method, "anonymous": "no"}
        for post in Post:
            allowed = rule in (PUBLIC, SIGNED_IN) or rule in PERMISSIONS_OF_POST[post]
            line[post.value] = "yes" if allowed else "no"
        if rule == PUBLIC:
            line["anonymous"] = "yes"
        lines.append(line)
    return lines


def committed() -> list[dict[str, str]]:
    """The table as committed."""
    with TABLE.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def as_text(lines: list[dict[str, str]]) -> str:
    """The table in its committed form."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()
