"""The log of what was published in the mass media (`2002 ¶13`, `2015 ¶32`)."""

from __future__ import annotations

from supervision.guidance.rules.branches import BRANCH
from supervision.guidance.rules.shape import Field, Keeper, Kind, Register, Step, Tally, reason

KIND = "publication"
MEDIA = ("newspaper", "television", "radio", "news_site", "own_site", "social_network", "briefing")
ENTER = Step(
    "enter",
    "Enter a publication",
    "The publication is entered.",
    "file-text",
    frozenset(),
    "published",
    (
        Field("medium", "Medium", Kind.CODE, codes=MEDIA, words="guidance.medium"),
        Field("outlet", "Name of the newspaper, channel or site"),
        Field("published_on", "Published on", Kind.DAY),
        BRANCH,
        Field("title", "Title or topic"),
        Field("author", "Author or speaker", required=False),
        Field("link", "Address on the internet", Kind.LINK, required=False),
        Field("summary", "What it tells", Kind.NOTE, required=False),
    ),
)
STRIKE = Step(
    "strike",
    "Strike from the register",
    "The record is struck from the register.",
    "circle-x",
    frozenset({"published"}),
    "struck",
    (reason("Why it is struck from the register"),),
    is_end=True,
)
_PUBLISHED = frozenset({"published"})
REGISTER = Register(
    kind=KIND,
    path="publications",
    paragraphs="2002 ¶13, 2015 ¶32",
    title="Publications",
    one="Publication",
    about="What the office published of the state of legality and of its own supervision "
    "(2002 ¶13; 2015 ¶32)",
    new="Enter a publication",
    empty="No publication is entered yet",
    keeper=Keeper.OWN,
    tones={"published": "green", "struck": ""},
    enter=ENTER,
    steps=(STRIKE,),
    so_far={"published": ("enter",)},
    days=("published_on",),
    name="title",
    found_by=("title", "outlet", "author", "summary"),
    columns=("medium", "outlet", "branch"),
    choice="medium",
    tallies=(
        Tally("publications", "Publications", _PUBLISHED, by="published_on"),
        *(
            Tally(
                f"publications_{each}",
                f"guidance.medium.{each}",
                _PUBLISHED,
                by="published_on",
                of=("medium", each),
            )
            for each in MEDIA
        ),
    ),
)
