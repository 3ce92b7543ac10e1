"""The shapes of comparisons by the names the edition's file calls them.

Belongs here: the table of names. Does not belong here: a comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from supervision.law.form4.controls import across, columns, rows
from supervision.law.form4.controls.outcome import Case, Found
from supervision.law.form4.model import Check

Shape = Callable[[Check, Case], Iterator[Found]]
SHAPES: Mapping[str, Shape] = {
    "part": columns.part,
    "together": columns.together,
    "sum": columns.sum_of_parts,
    "difference": columns.difference,
    "needs": columns.needs,
    "zero": columns.zero,
    "plain": columns.plain,
    "in_execution": columns.balance,
    "closing": columns.closing,
    "total_row": rows.total_row,
    "rows_together": rows.rows_together,
    "rows_sum": rows.rows_sum,
    "row_over_each": rows.row_over_each,
    "row_within_sum": rows.row_within_sum,
    "same": across.same,
    "within_sums": across.within_sums,
    "no_sum_without_document": across.no_sum_without_document,
    "sum_beside_document": across.sum_beside_document,
    "continues": across.continues,
    "resumed_within_cancelled": across.resumed_within_cancelled,
    "sent_is_accepted": across.sent_is_accepted,
    "sanction_share": across.sanction_share,
    "no_private_sanction": across.no_private_sanction,
}
