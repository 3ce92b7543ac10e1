"""Tables of Form No. 4: forms kept as they stood, and what is counted ahead by month."""

from supervision.form4.models.counted import (
    Form4Counted,
    Form4Month,
    Form4Proceeding,
    Form4Stale,
)
from supervision.form4.models.kept import Form4Kept

__all__ = ["Form4Counted", "Form4Kept", "Form4Month", "Form4Proceeding", "Form4Stale"]
