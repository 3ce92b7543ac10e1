"""The posts of the branch that staff lists provide, and who holds them (`2002 ¶14`)."""

from __future__ import annotations

from supervision.guidance.rules.shape import Field, Keeper, Kind, Register, Step, Tally, reason

KIND = "staff_post"
ENTER = Step(
    "enter",
    "Enter a post",
    "The post is entered.",
    "id",
    frozenset(),
    "vacant",
    (
        Field("post", "Post", Kind.CODE, listed=(("2002 ¶14", "posts"),)),
        Field("provided_on", "In the staff list since", Kind.DAY),
        Field("provided_by", "By which order"),
    ),
)
APPOINT = Step(
    "appoint",
    "Record who holds it",
    "The holder of the post is recorded.",
    "user-plus",
    frozenset({"vacant"}),
    "held",
    (
        Field("holder", "Holder of the post"),
        Field("appointed_on", "Appointed on", Kind.DAY, not_before="provided_on"),
        Field("appointed_by", "Order of appointment"),
    ),
    clears=("vacated_on",),
)
VACATE = Step(
    "vacate",
    "Record that it is vacant",
    "The post is recorded as vacant.",
    "logout",
    frozenset({"held"}),
    "vacant",
    (
        Field("vacated_on", "Vacant since", Kind.DAY, not_before="appointed_on"),
        Field("vacancy_note", "Why it became vacant", Kind.NOTE),
    ),
    clears=("holder", "appointed_on", "appointed_by"),
)
ABOLISH = Step(
    "abolish",
    "Take off the staff list",
    "The post is taken off the staff list.",
    "circle-x",
    frozenset({"vacant"}),
    "abolished",
    (
        Field("abolished_on", "Off the staff list since", Kind.DAY, not_before="provided_on"),
        reason("By which order and why"),
    ),
    is_end=True,
)
REGISTER = Register(
    kind=KIND,
    path="posts",
    paragraphs="2002 ¶14",
    title="Posts of the branch",
    one="Post",
    about="Senior assistant in the oblast, assistant in the district for supervising enforcement "
    "proceedings (2002 ¶14)",
    new="Enter a post",
    empty="No post is entered yet",
    keeper=Keeper.LINE,
    tones={"vacant": "amber", "held": "green", "abolished": ""},
    enter=ENTER,
    steps=(APPOINT, VACATE, ABOLISH),
    so_far={"vacant": ("enter",), "held": ("enter", "appoint")},
    days=("abolished_on", "appointed_on", "vacated_on", "provided_on"),
    name="post",
    found_by=("holder", "provided_by", "appointed_by"),
    columns=("holder", "provided_on", "appointed_on", "vacated_on"),
    choice="post",
    tallies=(
        Tally("posts_held", "Posts held", frozenset({"held"})),
        Tally("posts_vacant", "Posts vacant", frozenset({"vacant"})),
    ),
    asks_office="Office of the post",
)
