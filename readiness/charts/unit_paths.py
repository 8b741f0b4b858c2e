"""各月走势: every unit's year as a thin line, the county's or the middle one strong, the few that matter named at their end."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.labels import amount, crowd, spread
from readiness.charts.look import FAINT, LOST, MAIN, QUIET, SECOND, SECOND_WORDS, SMALL, TEXT, sheet

HEIGHT, TOP, BOTTOM = 250, 10, 30
LATE = 8                 # after this month the names have no room within the year and stand beside it
RIGHT, BESIDE = 20, 176
TICKS = (1, 3, 6, 9, 12)


def unit_paths(paths: pd.DataFrame, middle: pd.DataFrame, middle_name: str, named: Sequence[str], per_cent: bool) -> go.Figure:
    """`paths` as `View.paths`; `middle` the strong line (month, value, due); `named` the units to name, in red."""
    mark = "%" if per_cent else ""
    plan = middle.dropna(subset=["due"])
    last = int(paths.dropna(subset=["value"])["month"].max()) if paths["value"].notna().any() else 1
    late = last > LATE
    figure = sheet(HEIGHT, margin={"l": 52, "r": BESIDE if late else RIGHT, "t": TOP, "b": BOTTOM})
    by_unit = dict(list(paths.groupby("unit_name", sort=False)))
    for name in [*(name for name in by_unit if name not in named), *named]:
        figure.add_trace(_line(by_unit[name], name, mark, LOST if name in named else FAINT, 2.5 if name in named else 1.5))
    if len(plan):
        figure.add_trace(_line(plan.assign(value=plan["due"]), "序时应达", mark, SECOND, 2, "dot"))
    figure.add_trace(_line(middle, middle_name, mark, MAIN, 4))
    low, high = _range(paths, middle)
    ends = _ends(paths, middle, middle_name, named, mark)
    if len(plan) and late:
        due = plan.loc[plan["month"] == last, "due"].iloc[0]
        ends.append((last, float(due), f"序时应达 {amount(due, mark)}", SECOND_WORDS))
    elif len(plan):
        figure.add_annotation(_plan_name(plan.iloc[-1], mark))
    for label in _beside(ends, low, high, late):
        figure.add_annotation(label)
    figure.update_xaxes(range=[0.7, 12.3], tickvals=TICKS, ticktext=[f"{month}月" for month in TICKS], automargin=False,
                        tickfont={"size": SMALL, "color": QUIET}, tickangle=0, showgrid=False, ticks="")
    return figure.update_yaxes(range=[low, high], automargin=False, tickfont={"size": SMALL, "color": QUIET}, ticks="",
                               nticks=5, ticksuffix=mark)


def _line(own: pd.DataFrame, name: str, mark: str, colour: str, width: float, dash: str = "solid") -> go.Scatter:
    own = own.dropna(subset=["value"])
    return go.Scatter(
        x=own["month"].tolist(), y=own["value"].tolist(), name=name, mode="lines+markers" if len(own) == 1 else "lines",
        line={"color": colour, "width": width, "dash": dash}, hoverinfo="text",
        hovertext=[f"{month}月 {name} {amount(value, mark)}" for month, value in zip(own["month"], own["value"], strict=True)],
    )


def _range(paths: pd.DataFrame, middle: pd.DataFrame) -> tuple[float, float]:
    known = pd.concat([paths["value"], middle["value"], middle["due"]]).dropna()
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    margin = 0.08 * (high - low) or max(abs(high) * 0.1, 0.5)
    return low - margin, high + 2 * margin


def _ends(paths: pd.DataFrame, middle: pd.DataFrame, middle_name: str, named: Sequence[str],
          mark: str) -> list[tuple[int, float, str, str]]:
    """(month, value, words, colour) at the end of each line that is named; all lines that end there share its name.

    A unit that ends where the strong line does bears no name: a department whose figure is the county's.
    """
    last = paths.dropna(subset=["value"]).sort_values("month", kind="stable").groupby("unit_name", sort=False).tail(1)
    strong = middle.dropna(subset=["value"]).tail(1)
    ends = list(zip(strong["month"], strong["value"], strict=True))
    found = [(int(month), value, f"<b>{middle_name} {amount(value, mark)}</b>", MAIN) for month, value in ends]
    for (month, value), names in last.groupby(["month", last["value"].round(9)])["unit_name"]:
        ordered = [*(name for name in named if name in set(names)), *(name for name in names if name not in named)]
        if ordered[0] in named and (month, value) not in [(month, round(value, 9)) for month, value in ends]:
            found.append((int(month), float(value), f"{crowd(ordered)} {amount(value, mark)}", LOST))
    return found


def _beside(ends: Sequence[tuple[int, float, str, str]], low: float, high: float, late: bool) -> list[dict]:
    """The names in one column beside the last end, moved apart where ends lie close."""
    room = HEIGHT - TOP - BOTTOM
    heights = spread([room * (value - low) / (high - low) for _, value, _, _ in ends], room)
    column = max((month for month, *_ in ends), default=0)
    place = {"x": 1, "xref": "paper", "xshift": 4} if late else {"x": column, "xshift": 10}
    return [{**place, "y": 0, "yref": "paper", "yshift": height, "text": words, "showarrow": False, "xanchor": "left",
             "yanchor": "middle", "bgcolor": "rgba(255,255,255,0.8)", "font": {"size": TEXT, "color": colour}}
            for height, (_, _, words, colour) in zip(heights, ends, strict=True)]


def _plan_name(end: pd.Series, mark: str) -> dict:
    """Over the plan's end at the year's close."""
    return {"x": int(end["month"]), "y": end["due"], "text": f"序时应达 {amount(end['due'], mark)}", "showarrow": False,
            "xanchor": "right", "yanchor": "bottom", "yshift": 4, "bgcolor": "rgba(255,255,255,0.8)",
            "font": {"size": TEXT, "color": SECOND_WORDS}}
