"""How the tests see the wall: what is up, whether all of it is on the screen and can be read, and whether any frame is blank."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

UP = "document.querySelector('.wall-screen.on')?.dataset.key"

# Of the screen that is up: what sticks out of the window or out of its body, letters that are cut off, the smallest letter
# on a stage of 1920, and each pair of a letter's colour and of what lies behind it.
MEASURE = """
() => {
  const screen = document.querySelector(".wall-screen.on"), body = screen.querySelector(".wall-body").getBoundingClientRect();
  const scale = Math.min(innerWidth, innerHeight * 16 / 9) / 1920, beyond = [], cut = [], pairs = new Set();
  const clear = (colour) => colour === "transparent" || /, 0\\)$/.test(colour);
  const behind = (element) => {
    while (element && clear(getComputedStyle(element).backgroundColor)) element = element.parentElement;
    return getComputedStyle(element).backgroundColor;
  };
  let smallest = Infinity, letters = 0;
  for (const element of screen.querySelectorAll("*")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const box = element.getBoundingClientRect(), inside = element.closest(".wall-body") ? body : { top: 0, bottom: innerHeight };
    if (box.left < -1 || box.right > innerWidth + 1 || box.top < inside.top - 1 || box.bottom > inside.bottom + 1)
      beyond.push(`${element.className || element.tagName} ${element.textContent.slice(0, 20)}`);
    const words = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim());
    if (!words.length) continue;
    const look = getComputedStyle(element), clipped = look.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    const line = parseFloat(look.fontSize) / 2;        // the font's own box is higher than its line; a hidden line is more than that
    if (clipped || (look.overflowY !== "visible" && element.scrollHeight > element.clientHeight + line)) cut.push(element.textContent);
    letters += element.textContent.length;
    smallest = Math.min(smallest, parseFloat(look.fontSize) / scale);
    pairs.add(`${look.color}|${behind(element)}`);
  }
  return { key: screen.dataset.key, beyond, cut, smallest, letters, pairs: [...pairs].map((pair) => pair.split("|")) };
}
"""

# Looks at every frame: one is blank where no screen is up, or where what is up has no letters or is seen through.
WATCH = """
() => {
  window.seen = { frames: 0, blank: 0, keys: [] };
  const look = () => {
    const up = [...document.querySelectorAll(".wall-screen")].filter((screen) => screen.checkVisibility({ opacityProperty: true }));
    seen.frames += 1;
    if (up.length !== 1 || !up[0].querySelector(".wall-body").innerText.trim()) seen.blank += 1;
    else if (seen.keys.at(-1) !== up[0].dataset.key) seen.keys.push(up[0].dataset.key);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


def wait_up(page: Page, seconds: float = 60) -> str:
    """Return the key of the screen that is up, once one is and the letters are there."""
    page.wait_for_function(f"{UP} && document.fonts.status === 'loaded'", timeout=1000 * seconds)
    return up(page)


def up(page: Page) -> str:
    return page.evaluate(UP)


def press(page: Page, key: str) -> str:
    """The key of the screen that is up afterwards."""
    page.keyboard.press(key)
    return up(page)


def every_screen(page: Page) -> Iterator[str]:
    """Each screen in its turn, from the one that is up."""
    first = key = up(page)
    while True:
        yield key
        if (key := press(page, "ArrowRight")) == first:
            return


def contrast(one: str, other: str) -> float:
    """Of two colours as the browser tells them, after WCAG."""
    light, dark = sorted((_luminance(colour) for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
