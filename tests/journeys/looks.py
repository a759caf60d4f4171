"""What a page must look like, asked of the page itself in a real browser."""

from __future__ import annotations

import re
from typing import Any, Final

from playwright.sync_api import Page

from tools.processes import ROOT

AXE: Final = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
NEUTRAL: Final = {
    "fi": re.compile(r"(Virhe: )?(Vaihe \d+|Sivu) · Esimerkkilän perheportaali"),
    "sv": re.compile(r"(Fel: )?(Steg \d+|Sida) · Exempeldalens familjeportal"),
    "fi-simple": re.compile(r"(Virhe: )?(Vaihe \d+|Sivu) · Esimerkkilän perheportaali"),
}

SPACING: Final = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""WCAG 2.2, 1.4.12. A constructed sheet, which the page's own policy allows."""

SPILLS: Final = """() => {
  const found = [], width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  }
  for (const one of document.body.querySelectorAll('*')) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (box.width <= 1 || box.height <= 1 || style.visibility === 'hidden') continue;
    if (!one.innerText || !one.innerText.trim() || one.closest('.govuk-visually-hidden, .govuk-skip-link, svg')) continue;
    const name = `${one.tagName}.${one.className}: ${one.innerText.trim().slice(0, 40)}`;
    if (box.right > width + 1 || box.left < -1) found.push(`outside ${name}`);
    const cuts = /hidden|clip/.test(style.overflowX + style.overflowY);
    if (cuts && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)) {
      found.push(`cut ${name}`);
    }
  }
  return found.slice(0, 8);
}"""

EXIT_IN_SIGHT: Final = """() => {
  window.scrollTo(0, document.documentElement.scrollHeight);
  const button = document.querySelector('.tp-exit button');
  if (!button) return 'there is none';
  const box = button.getBoundingClientRect();
  if (box.top < 0 || box.bottom > window.innerHeight || box.right > window.innerWidth) return 'it scrolls away';
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return button.contains(top) || top === button ? '' : `it is under ${top && top.outerHTML.slice(0, 80)}`;
}"""

TAB_STOP: Final = """() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden');
  return all.some(one => one.tabIndex > 0) ? 99 : 1 + all.findIndex(one => one.closest('.tp-exit'));
}"""


def axe_violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds with every rule on: the rule and the markup of each place."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)"
    )
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]


def spills(page: Page) -> list[str]:
    """What does not fit or is cut, with the text spacing of WCAG."""
    page.evaluate(SPACING)
    found: list[str] = page.evaluate(SPILLS)
    return found


def exit_problem(page: Page) -> str:
    """What is wrong with the exit control after scrolling to the end; empty when it is in sight."""
    problem: str = page.evaluate(EXIT_IN_SIGHT)
    return problem


def exit_tab_stop(page: Page) -> int:
    """The place of the exit control among the tab stops, counted from 1; 0 when there is none."""
    stop: int = page.evaluate(TAB_STOP)
    return stop
