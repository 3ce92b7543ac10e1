"""Readiness and metrics, for whoever watches the installation. Public, without personal data.

Belongs here: whether database, queue and scheduler answer, counts of requests. Does not belong
here: liveness (`core/pages.py`), or any figure about offices or cases.
"""

from __future__ import annotations

import os
from http import HTTPStatus

from flask import Blueprint, Response, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy.exc import SQLAlchemyError

from supervision.core import clock, web
from supervision.core.access import public
from supervision.core.db import db
from supervision.core.queue import queue_answers
from supervision.reminders.queries import heartbeats
from supervision.reminders.watch_rules import Finding, Found, findings
from supervision.reminders.watching import look_aside

REQUESTS = Counter("supervision_requests", "Requests answered", ["endpoint", "method", "status"])


def attach(health: Blueprint) -> None:
    """Put `/readyz` and `/metrics` beside the house's `/healthz`, and count every answer."""
    health.add_url_rule("/readyz", "readyz", readyz)
    health.add_url_rule("/metrics", "metrics", metrics)
    health.after_app_request(_count)


PARTS = {
    Finding.SCHEDULER_SILENT: "scheduler",
    Finding.WORKER_SILENT: "worker",
    Finding.QUEUE_GROWING: "queue",
    Finding.NOTICES_OVERDUE: "notices",
    Finding.MAIL_FAILING: "mail",
}


@public
def readyz() -> tuple[dict[str, object], int]:
    """200 when database and queue answer and the watchdog finds nothing; 503 and what it is else."""
    parts = {"database": "ok", "queue": "ok", **dict.fromkeys(PARTS.values(), "ok")}
    try:
        seen = look_aside(clock.now(), ask_queue=True)
    except SQLAlchemyError:
        parts["database"] = "away"
        parts.update(dict.fromkeys(("scheduler", "worker", "notices", "mail"), "unknown"))
        queue_is_away = not queue_answers(web.settings())
    else:
        parts.update({PARTS[found.what]: _told(found) for found in findings(seen)})
        queue_is_away = seen.waiting_tasks is None
    if queue_is_away:
        parts["queue"] = "away"
    ready = set(parts.values()) == {"ok"}
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return {"ready": ready, "parts": parts}, status


def _told(found: Found) -> str:
    if found.what in (Finding.SCHEDULER_SILENT, Finding.WORKER_SILENT):
        return f"silent since {found.since.isoformat()}" if found.since else "never heard"
    return f"{found.number} waiting"


@public
def metrics() -> Response:
    """Prometheus text: requests answered, and the age of each heartbeat.

    With several web processes set PROMETHEUS_MULTIPROC_DIR, so that one answer counts them all.
    """
    together = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        counted = generate_latest(together)
    else:
        counted = generate_latest(REGISTRY)
    return Response(counted + _heartbeat_ages(), content_type=CONTENT_TYPE_LATEST)


def _heartbeat_ages() -> bytes:
    registry = CollectorRegistry()
    age = Gauge(
        "supervision_heartbeat_age_seconds",
        "Seconds since a part was last heard of",
        ["part"],
        registry=registry,
    )
    try:
        heard = heartbeats(db.session())
    except SQLAlchemyError:
        db.session.rollback()
        return b""
    for part, moment in heard.items():
        age.labels(part).set((clock.now() - moment).total_seconds())
    return generate_latest(registry)


def _count(response: Response) -> Response:
    # the endpoint, never the address: addresses hold ids, and anybody could invent new ones
    REQUESTS.labels(request.endpoint or "none", request.method, response.status_code).inc()
    return response
