"""The addresses of enforcement documents under /api/v1, to which the modules of this folder add."""

from __future__ import annotations

from supervision.api.describing import room_api

blueprint = room_api("enforcement")
TAG = "enforcement documents"
