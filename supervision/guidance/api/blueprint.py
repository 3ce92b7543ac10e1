"""The addresses of guidance under /api/v1, to which the modules of this folder add."""

from __future__ import annotations

from supervision.api.describing import room_api

blueprint = room_api("guidance")
TAG = "guidance"
