"""`supervision calendar`: the working calendar and the counting of terms on the command line.

Belongs here: reading parameters and CSV rows, printing answers. Does not belong here: the calendar
and the counting themselves (`supervision.law`). Exit 0 done, 1 a finding, 2 wrong use.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, NoReturn

import click

from supervision.cli.decreed import calendar_in_use
from supervision.cli.options import (
    DAY,
    FINDING,
    WRONG_USE,
    json_option,
    language_option,
    print_json,
    read_day,
)
from supervision.law.calendar import CalendarGap, DayKind, WorkingCalendar
from supervision.law.model import DayOff, Unit
from supervision.law.terms import add, due_day
from supervision.law.wording import label, sentence, written_day

UNITS = {
    "calendar": Unit.CALENDAR_DAY,
    "working": Unit.WORKING_DAY,
    "month": Unit.MONTH,
}
DAYS_OFF = {"next": DayOff.NEXT, "previous": DayOff.PREVIOUS, "none": DayOff.NONE}
NEEDED_COLUMNS = ("start", "amount", "unit")


def _stop(message: str, code: int) -> NoReturn:
    """Ends the command with a message on the error stream."""
    click.echo(message, err=True)
    raise click.exceptions.Exit(code)


@click.group("calendar")
def calendar_group() -> None:
    """The working calendar of Kazakhstan, and counting terms by it.

    Counts by the calendar of the files; where DATABASE_URL names a database, by that calendar with the
    decrees entered there, and says so on the error stream.
    """


@calendar_group.command("add")
@click.argument("start", type=DAY, required=False)
@click.argument("amount", type=click.IntRange(min=0), required=False)
@click.option("--unit", type=click.Choice(list(UNITS)), help="What the amount counts.")
@click.option(
    "--day-off",
    type=click.Choice(list(DAYS_OFF)),
    default="next",
    show_default=True,
    help="Where a last day that is a day off goes (calendar days and months).",
)
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="Count every row of a CSV file with the columns start,amount,unit,day_off (- is stdin).",
)
@json_option
@language_option
def add_command(
    start: date | None,
    amount: int | None,
    unit: str | None,
    day_off: str,
    csv_file: str | None,
    as_json: bool,
    language: str,
) -> None:
    """The due day of a term of AMOUNT that starts with an event on START, with its steps.

    Counting starts the day after START. With --csv the rows are printed in order with the column
    `due` appended; a row that cannot be counted keeps an empty `due` and is named on the error
    stream with its number (the heading is row 1) and field, and the exit status is 1.
    """
    calendar = calendar_in_use()
    if csv_file is not None:
        if start is not None or unit is not None:
            raise click.UsageError("give either START AMOUNT --unit, or --csv FILE")
        _add_csv(calendar, csv_file, DAYS_OFF[day_off], as_json)
        return
    if start is None or amount is None or unit is None:
        raise click.UsageError("give START AMOUNT and --unit, or --csv FILE")
    try:
        computed = add(calendar, start, amount, UNITS[unit], DAYS_OFF[day_off])
    except CalendarGap as gap:
        _stop(str(gap), FINDING)
    told = [sentence(step, language) for step in computed.steps]
    if as_json:
        print_json(
            {
                "due": computed.due_on.isoformat(),
                "confirmed": computed.confirmed,
                "steps": [
                    {**step.as_json(), "sentence": said}
                    for step, said in zip(computed.steps, told, strict=True)
                ],
                "calendar": calendar.version,
            }
        )
        return
    click.echo(computed.due_on.isoformat())
    for said in told:
        click.echo(f"  {said}")


class BadField(ValueError):
    """A field of a row that cannot be read."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A row of the file as it stood, with its due day or what is wrong with it."""

    number: int
    cells: list[str]
    due: str
    error: BadField | None


def _count_row(calendar: WorkingCalendar, row: dict[str, str], default_day_off: DayOff) -> date:
    """The due day of a row. Raises BadField."""
    try:
        start = read_day(row["start"])
    except ValueError as error:
        raise BadField("start", str(error)) from None
    if not (row["amount"].isascii() and row["amount"].isdigit()):
        raise BadField("amount", f"{row['amount']!r} is not a whole number of 0 or more")
    if row["unit"] not in UNITS:
        raise BadField("unit", f"{row['unit']!r} is not one of: {', '.join(UNITS)}")
    asked = row.get("day_off", "")
    if asked and asked not in DAYS_OFF:
        raise BadField("day_off", f"{asked!r} is not one of: {', '.join(DAYS_OFF)}")
    day_off = DAYS_OFF[asked] if asked else default_day_off
    try:
        return due_day(calendar, start, int(row["amount"]), UNITS[row["unit"]], day_off)
    except CalendarGap as gap:
        field = "amount" if calendar.holds(start) else "start"
        raise BadField(field, str(gap)) from None


def _counted_rows(
    calendar: WorkingCalendar, rows: Iterator[list[str]], header: list[str], day_off: DayOff
) -> Iterator[CountedRow]:
    """Every row that is not empty, in order."""
    for number, cells in enumerate(rows, start=2):
        if not cells:
            continue
        padded = cells + [""] * (len(header) - len(cells))
        try:
            if len(cells) > len(header):
                raise BadField("row", f"{len(cells)} cells under {len(header)} headings")
            row = {name: cell.strip() for name, cell in zip(header, padded, strict=True)}
            due = _count_row(calendar, row, day_off).isoformat()
        except BadField as error:
            yield CountedRow(number, padded, "", error)
        else:
            yield CountedRow(number, padded, due, None)


def _add_csv(calendar: WorkingCalendar, path: str, day_off: DayOff, as_json: bool) -> None:
    """Counts a whole file. Exit 1 when a row was refused, 2 when the file is no such table."""
    try:
        with click.open_file(path, encoding="utf-8-sig") as stream:
            refused, total = _print_counted(calendar, stream, day_off, as_json)
    except UnicodeDecodeError:
        _stop(f"{path} is not UTF-8 text; save it as CSV UTF-8", WRONG_USE)
    except csv.Error as error:
        _stop(f"{path} is not readable as CSV: {error}", WRONG_USE)
    if refused:
        _stop(f"{refused} of {total} rows refused", FINDING)


def _print_counted(
    calendar: WorkingCalendar, stream: IO[str], day_off: DayOff, as_json: bool
) -> tuple[int, int]:
    """Prints the table with `due` appended; the number of rows refused, and of all rows."""
    first = stream.readline()
    # Spreadsheets in Kazakhstan's locale separate cells by semicolons.
    delimiter = ";" if ";" in first and "," not in first else ","
    heading = next(csv.reader([first], delimiter=delimiter), [])
    header = [name.strip().lower() for name in heading]
    missing = [name for name in NEEDED_COLUMNS if name not in header]
    if missing:
        _stop(f"row 1: the columns {', '.join(missing)} are missing", WRONG_USE)
    rows = csv.reader(stream, delimiter=delimiter)
    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    objects: list[dict[str, object]] = []
    if not as_json:
        writer.writerow([*heading, "due"])
    refused = total = 0
    for counted in _counted_rows(calendar, rows, header, day_off):
        total += 1
        if counted.error is not None:
            refused += 1
            click.echo(f"row {counted.number}, {counted.error.field}: {counted.error}", err=True)
        if as_json:
            named = dict(zip(header, counted.cells, strict=False))
            objects.append({**named, "due": counted.due or None})
        else:
            writer.writerow([*counted.cells, counted.due])
    if as_json:
        print_json(objects)
    return refused, total


@calendar_group.command("is-working")
@click.argument("day", type=DAY, metavar="DATE")
@json_option
@language_option
def is_working_command(day: date, as_json: bool, language: str) -> None:
    """Whether DATE is a working day, with the reason and its source."""
    try:
        status = calendar_in_use().is_working(day)
    except CalendarGap as gap:
        _stop(str(gap), FINDING)
    reason = status.reason.in_language(language) if status.reason else None
    source = status.source.in_language(language) if status.source else None
    if as_json:
        print_json(
            {
                "date": day.isoformat(),
                "working": status.working,
                "reason": reason,
                "source": source,
                "confirmed": status.confirmed,
            }
        )
        return
    line = label("works" if status.working else "rests", language, on=day)
    if reason and source:
        line += f": {reason} ({label('source', language, source=source)})"
    if not status.confirmed:
        line += f" — {label('unconfirmed', language)}"
    click.echo(line)


@calendar_group.command("year")
@click.argument("year", type=click.IntRange(1, 9999), metavar="YYYY")
@json_option
@language_option
def year_command(year: int, as_json: bool, language: str) -> None:
    """The exceptional days of a year: days off and worked days, each with its source."""
    calendar = calendar_in_use()
    try:
        days = calendar.year(year)
    except CalendarGap as gap:
        _stop(str(gap), FINDING)
    if as_json:
        print_json(
            [
                {
                    "date": day.on.isoformat(),
                    "kind": day.kind,
                    "name": day.name.in_language(language),
                    "source": day.source.in_language(language),
                    "confirmed": day.confirmed,
                }
                for day in days
            ]
        )
        return
    for day in days:
        kind = label("working" if day.kind is DayKind.WORKING else "off", language)
        line = f"{written_day(day.on, language)}  {kind}: {day.name.in_language(language)}"
        line += f" ({label('source', language, source=day.source.in_language(language))})"
        click.echo(line if day.confirmed else f"{line} — {label('unconfirmed', language)}")
