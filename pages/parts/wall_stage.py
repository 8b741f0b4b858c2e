"""All screens of the wall as one piece of HTML: each with its head, its body, and the line that says whose figures these are."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from pages.parts.wall_pictures import changes, county, unit
from pages.parts.wall_rows import Drawn, red_items, standing, unreported, vetoes
from pages.parts.wall_trend import trend
from readiness.board import View
from readiness.screens import Screen
from readiness.words import KINDS

HINT = "← → 换屏　空格 暂停　F 全屏　T 明暗　Esc 返回"
LOST = "连接中断，这是断开前的画面，正在重连…"
DRAW: Mapping[str, Callable[[View, Screen], Drawn]] = {
    "county": county, "townships": standing, "departments": standing, "red_items": red_items, "changes": changes, "trend": trend,
    "vetoes": vetoes, "unreported": unreported, "unit": unit,
}


def stage(view: View, screens: Sequence[Screen], note: str = "") -> str:
    """`note` stands beside the stamp, in the place of the keys, where there is something that every reader must know."""
    drawn = (_screen(view, screen, at, len(screens), note) for at, screen in enumerate(screens, start=1))
    return f'<div class="wall" role="region" aria-label="投影">{"".join(drawn)}</div>'


def _screen(view: View, screen: Screen, at: int, count: int, note: str) -> str:
    told, body = DRAW[screen.name](view, screen)
    part = f"（{screen.part}/{screen.parts}）" if screen.parts > 1 else ""
    notice = f'<b class="wall-note">{escape(note)}</b>' if note else ""
    kind = f" {KINDS[screen.content.kind]}" if screen.unit else ""
    return (
        f'<section class="wall-screen" data-screen="{screen.name}" data-key="{escape(screen.key)}" data-seconds="{screen.seconds:g}" '
        f'data-unit="{escape(screen.unit)}" data-unit-name="{escape(screen.unit_name)}" aria-label="{escape(screen.title)}">'
        f'<div class="wall-run"></div><div class="wall-head"><h2>{escape(screen.title)}{part}{kind and f"<small>{kind}</small>"}</h2><p>{told}</p></div>'
        f'<div class="wall-body">{body}</div>'
        f'<div class="wall-foot"><span>{stamp(view)}</span>{notice}'
        f'<span><span class="wall-lost">{LOST}</span><span class="wall-hint">{"" if note else HINT}　</span>'
        f'<span class="wall-held">已暂停　</span><b>{at} / {count}</b></span></div></section>'
    )


def stamp(view: View) -> str:
    """青澜县 · 数据截至 2026年5月 · 口径 序时 · 指纹 3fa9c1"""
    return (f"{escape(view.county_name)} · 数据截至 <b>{view.as_of_name}</b> · 口径 <b>{view.basis_name}</b>"
            f" · 指纹 <b>{view.fingerprint}</b>")
