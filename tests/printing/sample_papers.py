"""Papers as an office writes them, for reading: believable values of each kind in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from supervision.app import PAPERS
from supervision.core.i18n import _, speaking
from supervision.printing.document import (
    Addressee,
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Note,
    NumberedList,
    NumberLine,
    Paragraph,
    Signature,
    Table,
    Title,
    document,
    written_rows,
)
from supervision.printing.wording import Value, composed

LANGUAGES = ("kk", "ru")
ON = date(2026, 11, 20)
# What every paper names, by kk and ru.
OFFICE = {
    "office": ("Әуезов ауданының прокуратурасы", "Прокуратура Ауэзовского района"),
    "place": ("Семей қ.", "г. Семей"),
    "day": ("2026 жылғы 20 қараша", "20 ноября 2026 года"),
}
_ACT = {
    "court": ("Әуезов аудандық соты", "Ауэзовский районный суд"),
    "act_day": ("2026 жылғы 12 қараша", "12 ноября 2026 года"),
    "instance": ("Бірінші саты", "Первая инстанция"),
    "decided": ("Іс қысқартылды", "Дело прекращено"),
    "matter": ("6301-26-00-3/415", "6301-26-00-3/415"),
    "about": ("Ахметов Нұрлан Серікұлы", "Ахметов Нурлан Серикович"),
}
_PETITION = {
    "petition": ("ЖТ-118", "ЖТ-118"),
    "petitioner": ("Ким Анна Сергеевна", "Ким Анна Сергеевна"),
    "received_day": ("2026 жылғы 2 қараша", "2 ноября 2026 года"),
    "case_number": ("6301-26-00-3/322", "6301-26-00-3/322"),
    "address": ("Семей қ., Абай к-сі, 12", "г. Семей, ул. Абая, 12"),
    "representative": ("", ""),
    "text": ("", ""),
    "signer": ("Д. Омаров", "Д. Омаров"),
}
_WRIT = {
    "addressee": ("Қаратау ауданының прокуратурасы", "Прокуратура Каратауского района"),
    "writ": (
        "№ 35-00077, 31.10.2026, Абай аудандық соты",
        "№ 35-00077, 31.10.2026, Абайский районный суд",
    ),
    "debtor": ("Серікова Айгүл, 850314400017, Семей қ.", "Серикова Айгуль, 850314400017, г. Семей"),
    "claimant": ("«Дала Банк» АҚ, 050840000126", "АО «Дала Банк», 050840000126"),
    "signer": ("А. Сәрсенова", "А. Сарсенова"),
    "sent_day": ("2026 жылғы 16 қараша", "16 ноября 2026 года"),
    "sent_number": ("2026-0004", "2026-0004"),
}
Both = tuple[Value, Value]
VALUES: Mapping[str, Mapping[str, Both]] = {
    "conclusion": {
        "number": ("14/2026", "14/2026"),
        "kind": ("сот актісінің заңдылығы туралы", "о законности судебного акта"),
        **_ACT,
        "articles": ("440-баптың 1-бөлігі", "часть 1 статьи 440"),
        "sections": (
            (
                Heading("Анықталған мән-жайлар"),
                Paragraph("Хаттама 2026 жылғы 3 қарашада жасалған, куәлар сұралған."),
                Heading("Тұжырым"),
                Paragraph("Қаулы заңды, наразылық келтіруге негіз жоқ."),
            ),
            (
                Heading("Установленные обстоятельства"),
                Paragraph("Протокол составлен 3 ноября 2026 года, свидетели опрошены."),
                Heading("Вывод"),
                Paragraph("Постановление законно, оснований для протеста нет."),
            ),
        ),
        "author": ("А. Сәрсенова", "А. Сарсенова"),
        "author_post": ("Прокурордың көмекшісі", "Помощник прокурора"),
        "approver": ("Д. Омаров", "Д. Омаров"),
        "approver_post": ("Прокуратура басшысы", "Руководитель прокуратуры"),
        "approved_day": ("2026 жылғы 20 қараша", "20 ноября 2026 года"),
    },
    "control_card_sent": {
        "number": ("2026-0005", "2026-0005"),
        **_WRIT,
        "substance": ("банк қарызын өндіріп алу", "взыскание долга банку"),
        "claim": ("1\u00a0000\u00a0000", "1\u00a0000\u00a0000"),
        "recovered": ("250\u00a0000,50", "250\u00a0000,50"),
        "enclosed": ("атқарушылық іс, 48 парақ", "исполнительное производство на 48 листах"),
    },
    "control_card_confirmed": {
        "number": ("2026-0002", "2026-0002"),
        **_WRIT,
        "claim": ("1\u00a0000\u00a0000", "1\u00a0000\u00a0000"),
        "recovered": ("", ""),
    },
    "control_card_refused": {
        "number": ("2026-0003", "2026-0003"),
        **_WRIT,
        "ground": (
            "4) құжат атқарушылық құжат болып табылмайды",
            "4) документ не является исполнительным",
        ),
        "reason": ("Мөр бедері жоқ.", "Отсутствует оттиск печати."),
    },
    "control_card_recalled": {
        "number": ("2026-0006", "2026-0006"),
        **_WRIT,
        "reason": ("Пошта жөнелтілімді қайтарды.", "Почта вернула отправление."),
    },
    "petition_answer": {
        "number": ("2-31/26", "2-31/26"),
        **_PETITION,
        "kind": ("негізделген жауап", "мотивированный ответ"),
        "text": (
            "Іс зерделенді.\nҚаулының күшін жоюға негіз болатын бұзушылық анықталмады.",
            "Дело изучено.\nНарушений, влекущих отмену постановления, не установлено.",
        ),
        "protest": ("", ""),
        "protest_day": ("", ""),
        "right": (
            "Бұл жауаппен келіспесеңіз, жоғары тұрған прокурорға шағымдануға құқылысыз.",
            "Если вы не согласны с ответом, вы вправе обжаловать его вышестоящему прокурору.",
        ),
    },
    "petition_return": {
        "number": ("2-32/26", "2-32/26"),
        **_PETITION,
        "representative": ("өкілі Сейітов М.", "представитель Сеитов М."),
        "missing": (
            "апелляциялық соттың шешімі\nөтініш иесінің қолы",
            "решение суда апелляционной инстанции\nподпись заявителя",
        ),
    },
    "case_notice": {
        "number": ("7", "7"),
        **_ACT,
        "addressee": (
            "Семей көлік прокуратурасы",
            "Семейская транспортная прокуратура",
        ),
        "means": ("телефонограмма", "телефонограмма"),
        "signer": ("А. Сәрсенова", "А. Сарсенова"),
        "taken_by": ("Б. Төлегенов", "Б. Тулегенов"),
    },
    "check_order": {
        "number": ("5/2026", "5/2026"),
        **_PETITION,
        "addressee": ("Абай облысының прокуратурасы", "Прокуратура области Абай"),
        "task": (
            "Куәлардан қайта жауап алыңыз.\nБейнежазбаны талап етіп, зерделеңіз.",
            "Повторно опросите свидетелей.\nИстребуйте и изучите видеозапись.",
        ),
        "due_day": ("2026 жылғы 4 желтоқсан", "4 декабря 2026 года"),
    },
    "response_act": {
        "number": ("2-9/26", "2-9/26"),
        "kind": ("Ұсыныс", "Представление"),
        "addressee": (
            "Семей қалалық аумақтық бөлімінің басшысына",
            "Руководителю территориального отдела г. Семей",
        ),
        "subject": ("№ 318/26-63", "№ 318/26-63"),
        "grounds": (
            "Зерделеу мерзімдердің өткізілгенін көрсетті.",
            "Изучение показало пропуск сроков.",
        ),
        "breaches": (
            "мемлекеттік баж өндірілмеген\nборышкердің мүлкі іздестірілмеген",
            "государственная пошлина не взыскана\nимущество должника не разыскано",
        ),
        "demand": (
            "Бұзушылықтар жойылсын, кінәлілер жауапқа тартылсын.",
            "Устранить нарушения, привлечь виновных к ответственности.",
        ),
        "answer_by": ("2026 жылғы 20 желтоқсан", "20 декабря 2026 года"),
        "signer": ("Д. Омаров", "Д. Омаров"),
    },
    "file_request": {
        "number": ("2-44/26", "2-44/26"),
        **_PETITION,
        "addressee": (
            "Әуезов аудандық сотының төрағасына",
            "Председателю Ауэзовского районного суда",
        ),
        "what": ("әкімшілік іс", "административное дело"),
        "content": (
            "Барлық қосымшалары және аудиожазбасы қоса берілсін.",
            "Со всеми приложениями и аудиозаписью.",
        ),
    },
    "petition_extension": {
        "number": ("2-33/26", "2-33/26"),
        **_PETITION,
        "until_day": ("2026 жылғы 17 желтоқсан", "17 декабря 2026 года"),
        "decided_day": ("2026 жылғы 16 қараша", "16 ноября 2026 года"),
        "reason": ("іс соттан талап етілді", "дело истребовано из суда"),
    },
    "petition_conclusion": {
        "number": ("15/2026", "15/2026"),
        **_PETITION,
        "arguments": (
            "Өтініш иесі куәлар сұралмаған деп көрсетеді.",
            "Заявитель указывает, что свидетели не опрошены.",
        ),
        "reasons": (
            "Куәлардың түсініктемелері істе бар, сот оларға баға берген.",
            "Объяснения свидетелей в деле имеются, суд дал им оценку.",
        ),
        "author": ("А. Сәрсенова", "А. Сарсенова"),
        "approver": ("Д. Омаров", "Д. Омаров"),
        "approved_day": ("2026 жылғы 20 қараша", "20 ноября 2026 года"),
    },
    "request_order": {
        "number": ("8", "8"),
        **_PETITION,
        "addressee": ("Әуезов аудандық соты", "Ауэзовский районный суд"),
        "what": ("әкімшілік іс", "административное дело"),
        "content": ("", ""),
    },
    "reconciliation": {
        "number": ("1/2026", "1/2026"),
        "territorial": ("Әуезов ауданының прокуратурасы", "Прокуратура Ауэзовского района"),
        "specialised": ("Семей көлік прокуратурасы", "Семейская транспортная прокуратура"),
        "quarter": ("2026 ж. 3-тоқсан", "3-й квартал 2026 г."),
        "differences": ("1", "1"),
        "lists": (
            (
                Table(
                    (Column("Іс"), Column("Құқық бұзушы"), Column("Айырмашылық")),
                    [("6301-26-00-3/415", "Ахметов Н. С.", "актінің күні")],
                ),
            ),
            (
                Table(
                    (Column("Дело"), Column("Правонарушитель"), Column("Расхождение")),
                    [("6301-26-00-3/415", "Ахметов Н. С.", "день акта")],
                ),
            ),
        ),
        "signatures": (
            (
                Signature("Әуезов ауданының прокуратурасы", "Д. Омаров"),
                Signature("Семей көлік прокуратурасы", "Б. Төлегенов"),
            ),
            (
                Signature("Прокуратура Ауэзовского района", "Д. Омаров"),
                Signature("Семейская транспортная прокуратура", "Б. Тулегенов"),
            ),
        ),
    },
    "study_result": {
        "number": ("21/2026", "21/2026"),
        "file": ("318/26-63", "318/26-63"),
        "registration": ("21", "21"),
        "bailiff": ("Жұмабеков Е.", "Жумабеков Е."),
        "bailiff_office": ("Семей қалалық бөлімі", "Семейский городской отдел"),
        "parties": ("«Қуат» ЖШС; Ахметов Н.", "ТОО «Қуат»; Ахметов Н."),
        "subject": ("борышты өндіріп алу", "взыскание долга"),
        "received_day": ("2026 жылғы 16 қараша", "16 ноября 2026 года"),
        "studied_day": ("2026 жылғы 20 қараша", "20 ноября 2026 года"),
        "checklist": (
            (
                Table(
                    (Column("Зерделенеді"), Column("Жауап"), Column("Ескертпе")),
                    [("Мемлекеттік баждың өндірілуі", "жоқ", "қаулы шығарылмаған")],
                ),
            ),
            (
                Table(
                    (Column("Проверяется"), Column("Ответ"), Column("Примечание")),
                    [("Взыскание государственной пошлины", "нет", "постановление не вынесено")],
                ),
            ),
        ),
        "breaches": ("мемлекеттік баж өндірілмеген", "государственная пошлина не взыскана"),
        "post": ("Прокурордың аға көмекшісі", "Старший помощник прокурора"),
        "signer": ("А. Сәрсенова", "А. Сарсенова"),
    },
}


def sample(code: str, language: str) -> Document:
    """A paper of this kind as it is issued. Needs the application's catalogs."""
    kind = next(each for each in PAPERS if each.code == code)
    at = LANGUAGES.index(language)
    values = {name: both[at] for name, both in {**OFFICE, **VALUES[code]}.items()}
    with speaking(language):
        title = _(kind.title)
    return document(
        (Letterhead(OFFICE["office"][at]), *composed(kind.standard(language), values)),
        language=language,
        title=title,
        office=OFFICE["office"][at],
        issued_on=ON,
        mark=f"№ {values['number']}",
    )


def laid_out(paper: Document) -> list[str]:
    """The paper as text that shows its layout: each block by the mark a wording gives it."""
    return [line for block in paper.blocks for line in _laid_out(block, paper.language)]


def _laid_out(block: Block, language: str) -> Sequence[str]:
    if isinstance(block, Letterhead):
        return [block.office]
    if isinstance(block, Addressee):
        return [f"> {line}" for line in block.lines]
    if isinstance(block, Title):
        return [f"# {line}" for line in (block.text, block.below) if line]
    if isinstance(block, NumberLine):
        return ["| " + " | ".join(block.parts)]
    if isinstance(block, NumberedList):
        return [f"{place}. {item}" for place, item in enumerate(block.items, start=1)]
    if isinstance(block, Signature):
        return ["~ " + " | ".join(part for part in (block.post, block.name, block.day) if part)]
    if isinstance(block, Table):
        heads = [column.title for column in block.columns]
        rows = [[cell.words for cell in row] for row in written_rows(block, language)]
        return ["[" + " | ".join(row) + "]" for row in (heads, *rows)]
    marks = {Heading: "## ", Note: "% ", Paragraph: ""}
    return [marks[type(block)] + block.text for block in [block] if hasattr(block, "text")]
