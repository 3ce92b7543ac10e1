"""What is taken out of typed text before it is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from supervision.core.texts import written


def test_words_lines_and_letters_stay_and_unseen_signs_go() -> None:
    assert written("  Әлия,\r\nек\u0456нш\u0456 жол\t") == "Әлия,\nекінші жол"
    assert written("1204\u202e62/\u2069\x07") == "1204 62/"


@given(st.text(max_size=60))
def test_what_is_kept_can_stand_in_the_database_and_is_kept_once(text: str) -> None:
    assert "\x00" not in written(text)
    assert written(written(text)) == written(text)
