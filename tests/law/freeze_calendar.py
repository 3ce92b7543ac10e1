"""Writes `supervision/law/calendars/kz.yaml` from the `holidays` library and the overrides below.

Run by hand after a new release of the library or a new decree:
`python -m tests.law.freeze_calendar`. The product itself never asks the library: it reads the
frozen file, so a date does not move because a package was updated. Belongs here: where each day
comes from, and what the library misses. Does not belong here: looking days up
(`supervision/law/calendar.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from holidays.countries.kazakhstan import Kazakhstan, KazakhstanStaticHolidays

FIRST = date(2002, 1, 1)
LAST = date(2027, 12, 31)
# The state portal published the calendar of 2026 without any moved day, and the library's release
# of 2 November 2026 knows of none. For 2027 no decree is known yet.
CONFIRMED_THROUGH = date(2026, 12, 31)
# The last year whose Kurban Ait the library holds as a confirmed date.
KURBAN_AIT_CONFIRMED_THROUGH = 2025

TARGET = Path(__file__).parents[2] / "supervision" / "law" / "calendars" / "kz.yaml"

NAMES = {
    "new_year": ("Жаңа жыл", "Новый год", "New Year"),
    "orthodox_christmas": (
        "Православиелік Рождество",
        "Православное Рождество",
        "Orthodox Christmas",
    ),
    "womens_day": (
        "Халықаралық әйелдер күні",
        "Международный женский день",
        "International Women's Day",
    ),
    "nauryz": ("Наурыз мейрамы", "Наурыз мейрамы", "Nauryz"),
    "unity_day": (
        "Қазақстан халқының бірлігі мерекесі",
        "Праздник единства народа Казахстана",
        "Unity Day of the People of Kazakhstan",
    ),
    "defender_day": (
        "Отан қорғаушы күні",
        "День защитника Отечества",
        "Defender of the Fatherland Day",
    ),
    "victory_day": ("Жеңіс күні", "День Победы", "Victory Day"),
    "capital_day": ("Астана күні", "День столицы", "Capital Day"),
    "constitution_day": (
        "Қазақстан Республикасының Конституциясы күні",
        "День Конституции Республики Казахстан",
        "Constitution Day",
    ),
    "republic_day": ("Республика күні", "День Республики", "Republic Day"),
    "republic_day_renamed": (
        "Қазақстан Республикасы күні",
        "День Республики Казахстан",
        "Republic of Kazakhstan Day",
    ),
    "first_president_day": (
        "Қазақстан Республикасының Тұңғыш Президенті күні",
        "День Первого Президента Республики Казахстан",
        "First President Day",
    ),
    "independence_day": ("Тәуелсіздік күні", "День Независимости", "Independence Day"),
    "kurban_ait": (
        "Құрбан айттың бірінші күні",
        "Первый день Курбан-айта",
        "First day of Kurban Ait",
    ),
}

# The library's English names of the same days.
LIBRARY_NAMES = {
    "New Year's Day": "new_year",
    "Orthodox Christmas": "orthodox_christmas",
    "International Women's Day": "womens_day",
    "Nowruz Holiday": "nauryz",
    "Kazakhstan's People Solidarity Holiday": "unity_day",
    "Defender of the Fatherland Day": "defender_day",
    "Victory Day": "victory_day",
    "Capital Day": "capital_day",
    "Constitution Day": "constitution_day",
    "Republic Day": "republic_day",
    "First President Day": "first_president_day",
    "Independence Day": "independence_day",
    "Eid al-Adha": "kurban_ait",
}

LAW_267 = "law_267"
SOURCES = {
    LAW_267: (
        "2001 жылғы 13 желтоқсандағы № 267 «Қазақстан Республикасындағы мерекелер туралы» Заң",
        "Закон от 13 декабря 2001 года № 267 «О праздниках в Республике Казахстан»",
        "Law No. 267 of 13 December 2001 on holidays",
    ),
    "law_267_lunar": (
        "№ 267 Заң; күні: holidays 0.108",
        "Закон № 267; дата: holidays 0.108",
        "Law No. 267; date from holidays 0.108",
    ),
    "law_267_estimate": (
        "№ 267 Заң; күні болжамды: holidays 0.108",
        "Закон № 267; дата расчётная: holidays 0.108",
        "Law No. 267; date estimated by holidays 0.108",
    ),
    "moved_2022": (
        "2022 жылы демалыс күнін ауыстыру, holidays 0.108 бойынша",
        "перенос дней отдыха в 2022 году, по данным holidays 0.108",
        "days off moved in 2022, as recorded by holidays 0.108",
    ),
    "order_109_2024": (
        "демалыс күнін ауыстыру туралы 2024 жылғы бұйрық, adilet.zan.kz G24G0000109",
        "приказ 2024 года о переносе дня отдыха, adilet.zan.kz G24G0000109",
        "order of 2024 on moving a day off, adilet.zan.kz G24G0000109",
    ),
    "order_436_2024": (
        "демалыс күнін ауыстыру туралы 2024 жылғы бұйрық, adilet.zan.kz G24G0000436",
        "приказ 2024 года о переносе дня отдыха, adilet.zan.kz G24G0000436",
        "order of 2024 on moving a day off, adilet.zan.kz G24G0000436",
    ),
}

# Day off → the Government decree that moved it: (year, number). The library lists the decrees by
# year; within a year they are matched to the days in the order in which they were issued.
DECREES = {
    date(2002, 5, 10): (2002, 466),
    date(2003, 5, 2): (2003, 338),
    date(2003, 12, 15): (2003, 1166),
    date(2005, 3, 7): (2005, 142),
    date(2005, 3, 21): (2005, 142),
    date(2005, 8, 29): (2005, 751),
    date(2005, 10, 24): (2005, 949),
    date(2006, 1, 11): (2005, 1309),
    date(2006, 5, 8): (2006, 277),
    date(2007, 3, 9): (2007, 148),
    date(2007, 3, 23): (2007, 165),
    date(2007, 8, 31): (2007, 713),
    date(2007, 10, 26): (2007, 925),
    date(2007, 12, 31): (2007, 1113),
    date(2008, 5, 2): (2008, 364),
    date(2009, 12, 18): (2009, 1936),
    date(2010, 1, 8): (2009, 2216),
    date(2010, 7, 5): (2010, 637),
    date(2011, 3, 7): (2011, 167),
    date(2011, 8, 29): (2011, 948),
    date(2012, 3, 9): (2012, 268),
    date(2012, 4, 30): (2012, 458),
    date(2012, 12, 31): (2012, 1538),
    date(2013, 5, 10): (2013, 345),
    date(2013, 10, 14): (2013, 1068),
    date(2014, 1, 3): (2013, 1322),
    date(2014, 5, 2): (2014, 365),
    date(2014, 5, 8): (2014, 365),
    date(2016, 3, 7): (2016, 67),
    date(2017, 3, 20): (2017, 5),
    date(2017, 7, 7): (2017, 5),
    date(2018, 3, 9): (2017, 864),
    date(2018, 4, 30): (2017, 864),
    date(2018, 5, 8): (2017, 864),
    date(2018, 8, 31): (2017, 864),
    date(2018, 12, 31): (2017, 864),
    date(2019, 5, 10): (2018, 888),
    date(2020, 1, 3): (2019, 820),
    date(2020, 5, 8): (2019, 820),
    date(2020, 12, 18): (2019, 820),
    date(2021, 7, 5): (2020, 930),
    date(2022, 10, 24): (2022, 796),
    date(2023, 7, 7): (2023, 326),
}
OTHER_ORDERS = {
    date(2022, 3, 7): "moved_2022",
    date(2022, 8, 29): "moved_2022",
    date(2024, 5, 8): "order_109_2024",
    date(2025, 1, 3): "order_436_2024",
}


@dataclass(frozen=True, slots=True)
class FrozenDay:
    """One exceptional day as it stands in the file."""

    on: date
    kind: str
    name: str
    source: str
    confirmed: bool = True
    moved_from: date | None = None
    moved_to: date | None = None


# What the library has wrong. Capital Day became a state holiday in June 2008; 6 July 2008 was a
# Sunday, so the rest moved to Monday. The library knows the holiday only from 2009.
ADDED = {
    date(2008, 7, 6): FrozenDay(date(2008, 7, 6), "off", "capital_day", LAW_267),
    date(2008, 7, 7): FrozenDay(date(2008, 7, 7), "off", "capital_day.substitute", LAW_267),
}
# Days the library may name and that were or will be worked. In 2026 Constitution Day is not
# celebrated (from 2027 it is 15 March), so Monday 31 August 2026 is an ordinary working day.
REMOVED = frozenset({date(2026, 8, 30), date(2026, 8, 31)})


def library() -> Kazakhstan:
    """The library's calendar for the frozen years, named in English."""
    return Kazakhstan(years=range(FIRST.year, LAST.year + 1), language="en_US")


def moved_days() -> dict[date, date]:
    """Each day off given by a decree, with the weekend day that was worked for it."""
    moved: dict[date, date] = {}
    listed: dict[int, Any] = KazakhstanStaticHolidays.special_public_holidays
    for year, entries in listed.items():
        for month, day, *worked in entries if isinstance(entries[0], tuple) else (entries,):
            worked_year = worked[2] if len(worked) > 2 else year
            moved[date(year, month, day)] = date(worked_year, worked[0], worked[1])
    return {off: worked for off, worked in moved.items() if FIRST <= off <= LAST}


def source_of_move(off: date) -> str:
    """The key of the decree or order that moved a day off. Raises KeyError when nobody named it."""
    if off in DECREES:
        year, number = DECREES[off]
        return f"decree_{number}_{year}"
    return OTHER_ORDERS[off]


def _holiday(on: date, label: str) -> FrozenDay:
    """The frozen form of a day the library names."""
    substitute = label.endswith(" (observed)")
    name = LIBRARY_NAMES[label.removesuffix(" (observed)").removesuffix(" (estimated)")]
    if name == "republic_day" and on.year >= 2026:
        name = "republic_day_renamed"
    if name == "kurban_ait":
        known = on.year <= KURBAN_AIT_CONFIRMED_THROUGH
        return FrozenDay(on, "off", name, "law_267_lunar" if known else "law_267_estimate", known)
    return FrozenDay(on, "off", name + ".substitute" if substitute else name, LAW_267)


def frozen_days() -> list[FrozenDay]:
    """Every exceptional day of the frozen years in order."""
    found: dict[date, FrozenDay] = {}
    moved = moved_days()
    for on, label in library().items():
        if on in moved:
            continue
        # Two holidays on one date are told by the first.
        found[on] = _holiday(on, label.split("; ")[0])
    for off, worked in moved.items():
        source = source_of_move(off)
        found[off] = FrozenDay(off, "off", "moved_day_off", source, moved_from=worked)
        found[worked] = FrozenDay(worked, "working", "worked_day_off", source, moved_to=off)
    for gone in REMOVED:
        found.pop(gone, None)
    found.update(ADDED)
    return [found[on] for on in sorted(found)]


def _titles(texts: tuple[str, str, str]) -> str:
    quoted = [text.replace('"', '\\"') for text in texts]
    return '{{kk: "{}", ru: "{}", en: "{}"}}'.format(*quoted)


def render(days: list[FrozenDay]) -> str:
    """The text of the frozen file."""
    sources = dict(SOURCES)
    for year, number in sorted(set(DECREES.values())):
        sources[f"decree_{number}_{year}"] = (
            f"Үкіметтің {year} жылғы № {number} қаулысы",
            f"постановление Правительства № {number} {year} года",
            f"Government decree No. {number} of {year}",
        )
    lines = [
        "# The working calendar of Kazakhstan: a five-day week, and every day departing from it.",
        "# Written by tests/law/freeze_calendar.py, which lists what the holidays library misses.",
        'title: {kk: "Қазақстанның жұмыс күнтізбесі", ru: "Рабочий календарь Казахстана", '
        'en: "Working calendar of Kazakhstan"}',
        "label: kz",
        f"first: {FIRST}",
        f"last: {LAST}",
        "# Until this day no further moved days off are expected; a later day may still be moved.",
        f"confirmed_through: {CONFIRMED_THROUGH}",
        "patterns:",
        '  substitute: {kk: "{name} (демалыс күніне тұспа-тұс келген мереке үшін)", '
        'ru: "{name} (вместо совпавшего выходного дня)", '
        'en: "{name} (in place of a day off it fell on)"}',
        '  moved_day_off: {kk: "{date} күнінен ауыстырылған", '
        'ru: "перенесён с {date}", en: "moved from {date}"}',
        '  worked_day_off: {kk: "демалыс күні {date} күніне ауыстырылған", '
        'ru: "день отдыха перенесён на {date}", en: "day off moved to {date}"}',
        "names:",
        *(f"  {key}: {_titles(texts)}" for key, texts in NAMES.items()),
        "sources:",
        *(f"  {key}: {_titles(texts)}" for key, texts in sources.items()),
        "days:",
    ]
    for day in days:
        parts = [f"date: {day.on}", f"kind: {day.kind}"]
        parts += [f"name: {day.name}", f"source: {day.source}"]
        parts += [f"moved_from: {day.moved_from}"] if day.moved_from else []
        parts += [f"moved_to: {day.moved_to}"] if day.moved_to else []
        parts += [] if day.confirmed else ["confirmed: false"]
        lines.append("  - {" + ", ".join(parts) + "}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(render(frozen_days()), encoding="utf-8")
