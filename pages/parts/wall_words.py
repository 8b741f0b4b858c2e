"""Pieces that several screens on the wall are made of: a light, a move, a day, boxes with their legend, facts; HTML with the data escaped."""

import math
from collections.abc import Iterable, Mapping
from html import escape

from pages.parts.words import day_name
from readiness.charts.labels import width_of
from readiness.charts.standing import move_word
from readiness.numbers import shown
from readiness.words import BOXES, LIGHTS

FEW = 3                  # rows that may be larger than others


def light(word: str) -> str:
    """The light in its colour, with its shape and word."""
    return f'<span class="{word}">{LIGHTS[word]}</span>'


def move(places: float) -> str:
    """Places won or lost."""
    look = "green" if places > 0 else "red" if places < 0 else "quiet"
    return f'<span class="{look}">{move_word(places)}</span>'


def change(points: float) -> str:
    """+1.15, −0.39 in their colours."""
    text = change_word(points)
    look = "quiet" if text in ("—", "0.00") else "green" if points > 0 else "red"
    return f'<span class="{look}">{text}</span>'


def change_word(points: float) -> str:
    """+1.15, −0.39, 0.00, or — where there was no month before."""
    text = shown(abs(points))
    return text if text == "0.00" else f"{'+' if points > 0 else '−'}{text}" if text else "—"


def score(points: float) -> str:
    return shown(points) or "—"


def person_and_day(owner: str, deadline: str) -> tuple[str, str]:
    return escape(owner or "未定"), escape(day_name(deadline))


def boxes(found: Mapping[str, float]) -> str:
    """One bar of full points."""
    parts = "".join(f'<i class="{box}" style="width:{points:.3f}%"></i>' for box, points in found.items() if points > 0.005)
    said = "，".join(f"{BOXES[box]} {shown(points)} 分" for box, points in found.items())
    return f'<div class="boxes" role="img" aria-label="{said}">{parts}</div>'


def legend(found: Mapping[str, float], look: str = "") -> str:
    """What each piece of the bar is, with its points."""
    told = "".join(f'<div><i class="{box}"></i><dt>{BOXES[box]}</dt><dd>{shown(points)}</dd></div>' for box, points in found.items())
    return f'<dl class="legend {look}">{told}</dl>'


def signs() -> str:
    """What each piece of a bar is."""
    told = "".join(f'<span><i class="{box}"></i> {word}</span>' for box, word in BOXES.items())
    return f'<span class="signs">{told}</span>'


def fact(word: str, figure: str, look: str = "") -> str:
    """A figure (HTML), the word under it."""
    return f'<div class="{look}"><dt>{escape(word)}</dt><dd>{figure}</dd></div>'


def facts(found: Iterable[str]) -> str:
    return f'<dl class="facts">{"".join(found)}</dl>'


def rank(place: float, tied: bool) -> str:
    """3, 并列 3, or — for a unit without a total."""
    number = "—" if math.isnan(place) else f"{place:.0f}"
    return f"<small>并列</small> {number}" if tied else number


def brief(words: str, room: float) -> str:
    """As many whole clauses as there is room for (in Chinese letters), and how many there are; at least one."""
    clauses = words.split("；")
    fitting = [at for at in range(1, len(clauses) + 1) if width_of("；".join(clauses[:at]), 1) <= room - 3 * (at < len(clauses))]
    told = max(fitting, default=1)
    return "；".join(clauses[:told]) + (f"等 {len(clauses)} 条" if told < len(clauses) else "")


def table(heads: Iterable[tuple[str, int, str]], rows: Iterable[str]) -> str:
    """`heads`: word, width in 1920ths of the stage (0 for what is left), class; rows are `<tr>`."""
    heads, rows = list(heads), list(rows)
    columns = "".join(f'<col style="width:calc({width} * var(--u))">' if width else "<col>" for _, width, _ in heads)
    words = "".join(f'<th scope="col" class="{look}">{word}</th>' for word, _, look in heads)
    few = ' class="few"' if len(rows) <= FEW else ""
    return f"<table{few}><colgroup>{columns}</colgroup><thead><tr>{words}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def calm(words: str) -> str:
    """There is nothing to say, and that is good."""
    return f'<p class="calm green">● {escape(words)}</p>'
