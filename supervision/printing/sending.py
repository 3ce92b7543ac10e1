"""A paper as the answer to a request. Does not belong here: who may have it, or what it says."""

from __future__ import annotations

import re

from flask import Response

from supervision.printing.rendering import CONTENT_TYPES
from supervision.printing.rules import Form


def as_file(content: bytes, filename: str, form: Form = Form.PDF) -> Response:
    """The answer that carries a paper, named in plain Latin letters (RFC 6266)."""
    if not re.fullmatch(r"[A-Za-z0-9._-]+", filename):
        raise ValueError(f"not a plain name: {filename!r}")
    answer = Response(content, content_type=CONTENT_TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
