"""Rules of reports on plain values: the control journal's, and those of reports by period."""
