"""How the programs write their logs: one JSON object a line.

Belongs here: the set-up of structlog. Does not belong here: what is logged, or any secret.
"""

from __future__ import annotations

import logging
import sys

import structlog


def configure_logging(*, beside_data: bool = False) -> None:
    """Send structlog and the standard library's messages to standard output as JSON lines.

    Commands print data there, so with `beside_data` they log to standard error.
    """
    stream = sys.stderr if beside_data else sys.stdout
    logging.basicConfig(stream=stream, level=logging.INFO, format="%(message)s")
    # Alembic tells at INFO which dialect it found, on every start.
    logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # The stream is looked up at each line: whoever redirects it later gets the line.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr if beside_data else sys.stdout),
        cache_logger_on_first_use=False,
    )
