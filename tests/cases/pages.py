"""What tests of the pages of cases share beside `factories/pages.py`: fields nobody sees."""

from __future__ import annotations

import re


def field_on(page: str, name: str) -> str:
    """The value a hidden field of the page carries."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found is not None, name
    return found.group(1)
