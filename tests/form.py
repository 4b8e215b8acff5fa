"""The form of a page and of a figure: what is cut off, and what who doesn't see it would miss.

Rules of accessibility that tell most (WCAG 2.2, level AA), asked of the page in a browser, with
its style sheet and its script applied.
"""

from __future__ import annotations

import shutil
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDTHS = (1400, 1000, 390)
HIGH = 900  # pixels: a screen

WIDER = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const wider = [...document.querySelectorAll("main *")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 2 && box.right > innerWidth + 1 && !e.closest("pre, .scroll");
  });
  return wider.map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`);
}"""

# What is folded has another width when it alone is open; only such a fold does a reader see.
FOLDS_WIDER = """() => {
  const wider = [];
  for (const fold of document.querySelectorAll("details:not(.spread)")) {
    const opened = [];
    for (let up = fold; up; up = up.parentElement)
      if (up.tagName === "DETAILS" && !up.open) { up.open = true; opened.push(up); }
    if (document.documentElement.scrollWidth > innerWidth)
      wider.push(fold.querySelector("summary").textContent.trim());
    for (const one of opened) one.open = false;
  }
  return wider;
}"""

FAULTS = """() => {
  const faults = [], all = (what) => [...document.querySelectorAll(what)];
  const tell = (rule, e) => faults.push(`${rule}: ${e.outerHTML.slice(0, 90)}`);
  const words = (e) => (e.textContent + (e.getAttribute("aria-label") ?? "")
    + [...e.querySelectorAll("img")].map((i) => i.alt).join("")).trim();
  if (!document.documentElement.lang) faults.push("no language");
  if (!document.title.trim()) faults.push("no title");
  for (const one of ["main", "h1"])
    if (all(one).length !== 1) faults.push(`${all(one).length} of ${one}`);
  let level = 0;
  for (const head of all("h1, h2, h3, h4, h5, h6")) {
    const own = Number(head.tagName[1]);
    if (level && own > level + 1) tell(`a heading leaps from ${level}`, head);
    if (!words(head)) tell("a heading without words", head);
    level = head.closest("nav") ? 0 : own; // the contents come before the page's own heading
  }
  for (const image of all("img")) if (!image.alt.trim()) tell("an image without words", image);
  for (const e of all("a[href], button, summary")) if (!words(e)) tell("nothing to press", e);
  for (const e of all("input, select, textarea"))
    if (!e.labels?.length && !e.getAttribute("aria-label")) tell("a field without a name", e);
  for (const cell of all("th")) if (!cell.scope) tell("a heading of nothing", cell);
  for (const table of all("table")) {
    if (!table.querySelector("th")) tell("a table without headings", table);
    if (!table.caption?.textContent.trim() && !table.getAttribute("aria-label"))
      tell("a table without a name", table);
  }
  const seen = new Set();
  for (const e of all("[id]")) { if (seen.has(e.id)) tell("an id twice", e); seen.add(e.id); }
  for (const e of all("[aria-labelledby]"))
    for (const id of e.getAttribute("aria-labelledby").split(" "))
      if (!seen.has(id)) tell(`no ${id}`, e);
  for (const e of all("nav, section[aria-label], [role=region]"))
    if (!e.getAttribute("aria-label") && !e.getAttribute("aria-labelledby"))
      tell("a landmark without a name", e);
  return faults;
}"""

# Contrast as WCAG computes it; of what lies on a picture or fades it can't be.
FAINT = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const draw = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const parts = (colour) => {
    draw.clearRect(0, 0, 1, 1);
    draw.fillStyle = colour;
    draw.fillRect(0, 0, 1, 1);
    return [...draw.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const part = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const over = (above, below) => above.map((c, at) =>
    at < 3 ? (c * above[3] + below[at] * (255 - above[3])) / 255 : 255);
  const ground = (e) => {
    if (!e) return parts(getComputedStyle(document.body).colorScheme === "dark" ? "#000" : "#fff");
    const own = parts(getComputedStyle(e).backgroundColor);
    return own[3] === 255 ? own : over(own, ground(e.parentElement));
  };
  const faint = new Set();
  for (const e of document.querySelectorAll("body *")) {
    const said = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim());
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (!said.join("") || !box.width || style.visibility === "hidden" || e.closest("script, style"))
      continue;
    const below = ground(e), ink = over(parts(style.color), below);
    const [dark, bright] = [light(ink), light(below)].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < (large ? 3 : 4.5))
      faint.add(`${ratio.toFixed(2)} ${e.tagName}.${e.className}: ${said.join(" ").slice(0, 40)}`);
  }
  return [...faint];
}"""


def opened(browser, page: Path, width: int = 1400, theme: str = "light"):
    """A page in a window."""
    tab = browser.new_page(viewport={"width": width, "height": HIGH}, color_scheme=theme)
    tab.goto(page.resolve().as_uri())
    return tab


def screens(tab) -> float:
    """How high a page is, in windows."""
    return tab.evaluate("document.documentElement.scrollHeight") / HIGH


def cut_off(drawing) -> list[str]:
    """Words of a figure that reach beyond its edge."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    page = FigureCanvasAgg(drawing)
    page.draw()
    wide, high = drawing.bbox.width, drawing.bbox.height
    boxes = [(text.get_text(), text.get_window_extent(page.get_renderer()))
             for text in drawing.findobj(Text)
             if text.get_visible() and text not in undrawn(drawing)]  # fmt: skip
    return [said for said, box in boxes if said.strip() and box.height and (
        box.x0 < -1 or box.y0 < -1 or box.x1 > wide + 1 or box.y1 > high + 1)]  # fmt: skip


def undrawn(drawing) -> set:
    """Names of ticks outside the axes."""
    found = set()
    for axes in drawing.axes:
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            low, high = min(low, high) - 1e-9, max(low, high) + 1e-9
            found |= {tick.label1 for tick in axis.get_major_ticks()
                      if not low <= tick.get_loc() <= high}  # fmt: skip
    return found


def overlaps(drawing) -> list[tuple[str, str]]:
    """Words of a figure that run into each other, measured from their boxes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    page = FigureCanvasAgg(drawing)
    page.draw()
    unseen = undrawn(drawing)
    boxes = []
    for text in drawing.findobj(Text):
        said = text.get_text()
        box = text.get_window_extent(page.get_renderer())
        if not said.strip() or not text.get_visible() or text in unseen or not box.height:
            continue
        blank = said.count("\n") - said.rstrip("\n").count("\n")  # room left for a legend
        bottom = box.y0 + box.height * blank / (said.count("\n") + 1)
        boxes.append((said.strip(), box.x0, box.x1, bottom, box.y1))
    return [
        (a, b)
        for at, (a, ax0, ax1, ay0, ay1) in enumerate(boxes)
        for b, bx0, bx1, by0, by1 in boxes[at + 1 :]
        if min(ax1, bx1) - max(ax0, bx0) > 2 and min(ay1, by1) - max(ay0, by0) > 2
    ]
