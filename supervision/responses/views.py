"""The pages of acts of response, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.responses import act_views, register_views, step_views
from supervision.responses.blueprint import blueprint

__all__ = ["act_views", "blueprint", "register_views", "step_views"]
