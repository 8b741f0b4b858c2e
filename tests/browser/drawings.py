"""What is wrong with a chart as drawn: words that stick out of it, and neighbours on one axis that cover one another."""

from playwright.sync_api import Locator

CUT_OFF = """
(chart) => {
  const frame = chart.getBoundingClientRect();
  const boxes = [...chart.querySelectorAll("text")].filter((text) => text.textContent.trim())
    .map((text) => [text.textContent, text.getBoundingClientRect()]).filter(([, box]) => box.width);
  return boxes.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1
                                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1).map(([text]) => text);
}
"""
COVERED = """
(chart) => [".xtick", ".ytick", ".annotation"].flatMap((kind) => {
  const boxes = [...chart.querySelectorAll(kind + " text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  return boxes.flatMap(([one, a], at) => boxes.slice(at + 1).filter(([, b]) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5)
    .map(([other]) => one + " | " + other));
})
"""


def cut_off(chart: Locator) -> list[str]:
    """Words that reach beyond the chart by more than a hair."""
    return chart.evaluate(CUT_OFF)


def covered(chart: Locator) -> list[str]:
    """Pairs of words on an axis, or of notes, that lie on one another."""
    return chart.evaluate(COVERED)
