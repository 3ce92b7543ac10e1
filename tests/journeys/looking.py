"""What an attentive eye sees on any page: headings, language, labels, width.

Belongs here: what holds for every page whatever it is about. Does not belong here: its content.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# One question a page: the walk asks it some hundred times.
LOOK = """
() => {
  const named = (field) => (field.labels && field.labels.length > 0)
    || field.getAttribute("aria-label") || field.getAttribute("aria-labelledby");
  const shown = (field) => field.type !== "hidden" && field.type !== "submit"
    && field.type !== "button" && field.getAttribute("aria-hidden") !== "true";
  const tooWide = () => document.documentElement.scrollWidth > window.innerWidth;
  const culprits = () => Array.from(document.querySelectorAll("main *"))
    .filter((part) => part.getBoundingClientRect().right > window.innerWidth)
    .slice(-2).map((part) => part.outerHTML.slice(0, 160));
  const look = {
    language: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll("h1").length,
    nameless: Array.from(document.querySelectorAll("input, select, textarea"))
      .filter((field) => shown(field) && !named(field)).map((field) => field.outerHTML),
    wide: tooWide() ? culprits() : [],
    wideOpened: [],
    links: Array.from(document.querySelectorAll("a[href]")).map((link) => link.href),
  };
  if (look.wide.length === 0) {
    for (const panel of document.querySelectorAll("details:not([open])")) {
      panel.open = true;
      if (tooWide()) { look.wideOpened = culprits(); }
      panel.open = false;
    }
  }
  return look;
}
"""


def look_at(page: Page) -> dict[str, Any]:
    """What is to be seen on the page: language, headings, fields without a name, width, links."""
    found: dict[str, Any] = page.evaluate(LOOK)
    return found


def blemishes(look: dict[str, Any], language: str) -> list[str]:
    """What is wrong with a page whatever it is about, in words."""
    wrong = []
    if look["language"] != language:
        wrong.append(f"says it is in {look['language']}, not {language}")
    if look["headings"] != 1:
        wrong.append(f"has {look['headings']} h1")
    if look["title"].startswith("·"):
        wrong.append("has no title")
    wrong += [f"has a field without a label: {field}" for field in look["nameless"]]
    wrong += [f"is wider than the window: {part}" for part in look["wide"]]
    wrong += [f"is wider than the window with a panel open: {part}" for part in look["wideOpened"]]
    return wrong
