"""The Blueprint of reports by period with all its views."""

from supervision.reports import report_views, step_views
from supervision.reports.blueprint import blueprint

__all__ = ["blueprint", "report_views", "step_views"]
