"""Reads of reports: journals, reports by period, their figures and the cases behind them."""
