"""Indicators: figures that open into their cases (`2015 ¶21–24`, `2002 ¶12`).

What is counted stands in the acts (`figures:` of a paragraph, `law/figures.py`); this room finds the
things with their facts, keeps what each counted as at every computation, adds up and lists them. Does
not belong here: consent to exclusions and assessments (`exclusions`), and the reports built on figures.
"""
