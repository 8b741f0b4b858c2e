"""得分率热力图: unit × category, the share of points earned; the darker, the more is owed.

A cell that is not the unit's business is hatched, one not due says so, one with unreported items counts them in a frame.
Plotly's heat map reports no clicks (streamlit #8760), so an invisible marker lies on every cell and takes them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.look import BLANK, INK, LINE, PAPER, QUIET, SECOND, SHARE_SCALE, SMALL, TEXT, WHITE_BELOW, sheet
from readiness.numbers import shown

ROW, HEAD = 32, 56
CELL_REACH = 60          # pixels from a cell's middle within which it is pointed at: half the widest cell
FEW = 5                  # so many characters of a category's name stand on one line

Cell = Mapping | None    # a row of `View.categories`; None where nothing of the category is the unit's business


def heat_map(categories: pd.DataFrame, units: Sequence[str], columns: Mapping[str, str]) -> go.Figure:
    """Rows of `View.categories` for `units` (names, first on top) and `columns` (category id → name)."""
    cells = _cells(categories, units, columns)
    figure = sheet(ROW * len(units) + HEAD, plot_bgcolor=BLANK, clickmode="event+select", hoverdistance=CELL_REACH)
    figure.add_trace(_colours(cells))
    figure.add_trace(_targets(cells, units, columns))
    figure.update_layout(shapes=[*_frames(cells), *_hatching(cells)])
    figure.update_xaxes(side="top", tickvals=list(range(len(columns))), ticktext=[_on_lines(n) for n in columns.values()],
                        range=[-0.5, len(columns) - 0.5], tickangle=0, tickfont={"size": SMALL}, showgrid=False, ticks="")
    figure.update_yaxes(tickvals=list(range(len(units))), ticktext=[f"{unit} " for unit in units], ticks="",
                        range=[len(units) - 0.5, -0.5], tickfont={"size": TEXT}, showgrid=False)
    return figure


def heat_words(categories: pd.DataFrame, units: Sequence[str], columns: Mapping[str, str]) -> pd.DataFrame:
    """The same as a table of words, for those who cannot see the map."""
    words = [[cell_word(cell) or "不涉及" for cell in row] for row in _cells(categories, units, columns)]
    return pd.DataFrame(words, index=pd.Index(units, name="单位"), columns=list(columns.values()))


def _cells(categories: pd.DataFrame, units: Sequence[str], columns: Mapping[str, str]) -> list[list[Cell]]:
    found = {(row["unit_name"], row["category"]): row for row in categories.to_dict("records")}
    return [[found.get((unit, category)) for category in columns] for unit in units]


def _colours(cells: Sequence[Sequence[Cell]]) -> go.Heatmap:
    return go.Heatmap(
        z=[[_share(cell) for cell in row] for row in cells], zmin=0, zmax=1, colorscale=SHARE_SCALE, showscale=False,
        xgap=2, ygap=2, hoverinfo="skip",
    )  # fmt: skip


def _targets(cells: Sequence[Sequence[Cell]], units: Sequence[str], columns: Mapping[str, str]) -> go.Scatter:
    """The words in the cells, and the markers that take a click: customdata is (unit name, category id)."""
    places = [(x, y) for y in range(len(units)) for x in range(len(columns))]
    every = [cells[y][x] for x, y in places]
    ids, names = list(columns), list(columns.values())
    return go.Scatter(
        x=[x for x, _ in places], y=[y for _, y in places], mode="markers+text", text=[cell_word(cell) for cell in every],
        textfont={"size": TEXT, "color": [_ink(cell) for cell in every]}, textposition="middle center",
        marker={"size": ROW - 2, "symbol": "square", "opacity": 0},
        selected={"marker": {"opacity": 0}}, unselected={"marker": {"opacity": 0}},
        customdata=[(units[y], ids[x]) for x, y in places],
        hovertext=[_words(cell, units[y], names[x]) for cell, (x, y) in zip(every, places, strict=True)], hoverinfo="text",
    )  # fmt: skip


def _frames(cells: Sequence[Sequence[Cell]]) -> list[dict]:
    """A dashed frame round each cell with unreported items."""
    return [{"type": "rect", "x0": x - 0.47, "x1": x + 0.47, "y0": y - 0.44, "y1": y + 0.44,
             "line": {"color": SECOND, "width": 2, "dash": "dash"}}
            for y, row in enumerate(cells) for x, cell in enumerate(row) if cell and cell["unreported"]]


def _hatching(cells: Sequence[Sequence[Cell]]) -> list[dict]:
    """Three strokes across each cell that is not the unit's business."""
    strokes = "".join(f"M{x + left - 0.12},{y + 0.3}L{x + left + 0.12},{y - 0.3}"
                      for y, row in enumerate(cells) for x, cell in enumerate(row) if cell is None
                      for left in (-0.22, 0.0, 0.22))
    return [{"type": "path", "path": strokes, "line": {"color": LINE, "width": 1.5}}] if strokes else []


def cell_word(cell: Cell) -> str:
    """92.1 (percent), 92.1 缺2 with two items unreported, 未到期; nothing where the category is not the unit's business."""
    if cell is None:
        return ""
    if math.isnan(cell["share"]):
        return "未报" if cell["unreported"] else "未到期"
    missing = f" 缺{cell['unreported']}" if cell["unreported"] else ""
    return f"{shown(cell['share'] * 100, 1)}{missing}"


def _share(cell: Cell) -> float | None:
    return None if cell is None or math.isnan(cell["share"]) else cell["share"]


def _ink(cell: Cell) -> str:
    share = _share(cell)
    return QUIET if share is None else PAPER if share < WHITE_BELOW else INK


def _words(cell: Cell, unit: str, category: str) -> str:
    title = f"<b>{unit}</b>　{category}<br>"
    if cell is None:
        return f"{title}不涉及"
    if math.isnan(cell["share"]):
        return title + cell_word(cell)
    missing = f"<br>{cell['unreported']} 项到期未报" if cell["unreported"] else ""
    return (f"{title}得 {shown(cell['points'])} 分，满分 {shown(cell['full_points'])} 分"
            f"<br>得分率 {shown(cell['share'] * 100, 1)}%，折百欠 {shown(cell['owed_on_100'])} 分{missing}")


def _on_lines(name: str) -> str:
    """组织领导与<br>责任落实: a long name in two lines, broken after 与 (and) where it has one."""
    if len(name) <= FEW:
        return name
    at = name.find("与") + 1 or FEW - 1
    return f"{name[:at]}<br>{name[at:]}"
