"""How every chart looks: letters, colours and the empty sheet that each one starts from, in one place.

Sizes are for a projector: the smallest letter on a chart is `SMALL`.  A light's colour never stands alone; the word and
shape come from `readiness.words.LIGHTS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from readiness.colours import BLANK as BLANK
from readiness.colours import BOX_COLOURS, INK, LIGHT_COLOURS, LINE, MAIN, PAPER, QUIET, SECOND
from readiness.colours import BOX_LETTERS as BOX_LETTERS
from readiness.colours import FAINT as FAINT

FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, Readiness Sans, sans-serif"
SMALL, TEXT, BIG = 13, 15, 18

WON, LOST = LIGHT_COLOURS["green"], LIGHT_COLOURS["red"]
SECOND_WORDS = "#8F6400"                 # the second as letters, for which it is too light
BASIS_COLOURS = {"today": SECOND, "schedule": QUIET, "forecast": MAIN, "best": WON, "worst": LOST}
BASIS_WORDS = BASIS_COLOURS | {"today": SECOND_WORDS}      # as letters
BOX_HATCHES = {"unreported": ("/", "#A9B5C0"), "lost": ("\\", "#7E1610")}
BOX_SIGNS = {"secured": ("■", BOX_COLOURS["secured"]), "expected": ("■", BOX_COLOURS["expected"]), "winnable": ("■", BOX_COLOURS["winnable"]),
             "unreported": ("▨", "#8896A3"), "lost": ("▩", BOX_COLOURS["lost"])}
BOX_WORDS = {"secured": MAIN, "expected": "#2F6C9E", "winnable": SECOND_WORDS, "unreported": QUIET, "lost": "#A3271F"}  # on paper
BAR = "#7AAACD"          # light enough to carry ink

# On the wall (投影), for a bright room and for a dark one: letters of every kind have a contrast of at least 7 to 1 on `paper`.
# The boxes are looked at and never carry letters; a light's colour comes with its word and shape here, too.
WALL = {
    "light": {
        "paper": PAPER, "ink": INK, "quiet": "#3B4855", "line": LINE, "blank": "#E9EEF3", "main": "#17496C", "band": "#D6E6F1",
        "green": "#14602F", "yellow": "#6B4A00", "red": "#9B1C15", "grey": "#47535F",
        "today": "#6B4A00", "schedule": "#3B4855", "forecast": "#17496C",
        **{f"box-{box}": colour for box, colour in BOX_COLOURS.items()}, "box-unreported-hatch": "#8896A3", "box-lost-hatch": "#7E1610",
    },
    "dark": {
        "paper": "#0B1220", "ink": "#F2F5F8", "quiet": "#B8C4D0", "line": "#3A4757", "blank": "#1C2636", "main": "#8FC7F0", "band": "#1D3A55",
        "green": "#7ADCA0", "yellow": "#FFD166", "red": "#FF9C93", "grey": "#B8C4D0",
        "today": "#FFD166", "schedule": "#B8C4D0", "forecast": "#8FC7F0",
        "box-secured": "#8FC7F0", "box-expected": "#3F7DAB", "box-winnable": "#F3C659", "box-unreported": "#3A4757", "box-lost": "#E0574C",
        "box-unreported-hatch": "#8896A3", "box-lost-hatch": "#8E2A20",
    },
}

# Share of points earned: one hue, the fewer the darker, because a loss must catch the eye.  The scale steps at
# `WHITE_BELOW`, where words on it turn from white to ink, so that both have a contrast of at least 4.5 to 1.
WHITE_BELOW = 0.6
SHARE_SCALE = ((0.0, "#10334C"), (0.3, "#17496C"), (WHITE_BELOW, "#2E6C98"), (WHITE_BELOW, "#6FA4C9"), (0.85, "#A9CAE1"),
               (0.95, "#D6E6F1"), (1.0, "#F7FAFC"))

# What the chart's own tool bar shows: nothing, for a chart here is read, not edited.
CONFIG: dict[str, Any] = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False}


def sheet(height: int, **layout: Any) -> go.Figure:
    """An empty figure in the house's look; `layout` adds to it or overrides it."""
    figure = go.Figure()
    figure.update_layout(
        template="none", height=height, font={"family": FONT, "size": TEXT, "color": INK},
        margin={"l": 8, "r": 8, "t": 8, "b": 8}, paper_bgcolor=PAPER, plot_bgcolor=PAPER, showlegend=False,
        dragmode=False, hoverlabel={"font": {"family": FONT, "size": TEXT, "color": INK}, "bgcolor": PAPER, "bordercolor": LINE},
        separators=". ", bargap=0.25, uniformtext={"minsize": SMALL, "mode": "show"},
    )  # fmt: skip
    figure.update_xaxes(automargin=True, fixedrange=True, zeroline=False, linecolor=LINE, gridcolor=BLANK)
    figure.update_yaxes(automargin=True, fixedrange=True, zeroline=False, linecolor=LINE, gridcolor=BLANK)
    return figure.update_layout(**layout)


def box_marker(box: str) -> dict[str, Any]:
    """How a bar of one of the five boxes looks; a white line parts it from its neighbours."""
    shape, colour = BOX_HATCHES.get(box, ("", INK))
    return {"color": BOX_COLOURS[box], "line": {"color": PAPER, "width": 1},
            "pattern": {"shape": shape, "fgcolor": colour, "fillmode": "overlay", "size": 8, "solidity": 0.22}}


def month_axis(months: Sequence[int]) -> dict[str, Any]:
    """An axis of months 1–12 with Chinese words; a category axis, because "2026-01" would turn into an English date."""
    few = [month for month in months if month in (1, 3, 6, 9, 12)]     # all twelve would be turned on their side where it is narrow
    return {"type": "category", "tickvals": [f"{month}月" for month in few], "tickangle": 0, "showgrid": False}


def months_up_to(last: int = 12) -> dict[str, Any]:
    """A number axis on which each month has its place and its name, short enough for the narrowest chart."""
    return {"tickvals": list(range(1, last + 1)), "ticktext": ["1月", *map(str, range(2, last + 1))], "tickangle": 0, "ticks": "",
            "tickfont": {"size": SMALL, "color": QUIET}, "showgrid": False}


def legend_on_top() -> dict[str, Any]:
    """A legend in one row above the plot, where it covers nothing."""
    return {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "font": {"size": TEXT}}
