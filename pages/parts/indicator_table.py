"""各单位这一项: a row a unit: where it stands, what it owes, what it still takes, who answers; a name leads to its page."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from pages.parts.columns import halved_up
from pages.parts.to_unit import link
from readiness.board import View
from readiness.charts.look import BAR, INK, LIGHT_COLOURS, LINE, LOST, QUIET
from readiness.numbers import TOLERANCE, plain, shown
from readiness.words import LIGHTS

HEADS = {"number": "序", "unit_name": "单位", "light": "序时灯", "owed": "欠分", "points": "得分", "track": "得分率", "value": "现值",
         "target": "目标", "due": "序时<br>应达", "takes": "怎么补上", "owner": "责任人", "age": "最近报送"}
FIGURES = ("number", "owed", "points", "value", "target", "due")
NO_FIGURE = {"unreported": "未报", "not_due": "未到期"}
CSS = f"""
<style>
.ranked {{ width: 100%; border-collapse: collapse; font-size: clamp(0.92rem, 0.84vw, 1.05rem); line-height: 1.3; color: {INK}; }}
.ranked th {{ text-align: left; font-weight: 400; color: {QUIET}; padding: 0.1rem 0.5rem 0.3rem 0; vertical-align: bottom;
             border-bottom: 2px solid {LINE}; line-height: 1.2; white-space: nowrap; }}
.ranked td {{ padding: 0.3rem 0.5rem 0.3rem 0; border-bottom: 1px solid #E3E8ED; vertical-align: middle; }}
.ranked .n {{ text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }}
.ranked .keep {{ white-space: nowrap; }}
.ranked .quiet {{ color: {QUIET}; }}
.ranked .owing {{ color: {LOST}; font-weight: 700; }}
.ranked .track {{ width: 7%; min-width: 46px; }}
.ranked .track span {{ display: block; height: 0.85em; background: {BAR}; }}
.ranked .track div {{ background: #F1F4F7; }}
.ranked a {{ color: #1F5F8B; text-decoration: none; font-weight: 700; }}
.ranked a:hover, .ranked a:focus {{ text-decoration: underline; }}
.ranked tbody tr:hover td {{ background: #EAF2F8; }}
</style>
"""


def indicator_table(view: View, rows: pd.DataFrame) -> str:
    """HTML for the rows of `one_indicator.rows_of`; columns that would be empty are left out."""
    left_out = {column for column in ("target", "due") if rows[column].isna().all()}
    columns = [column for column in HEADS if column not in left_out]
    heads = "".join(f'<th scope="col"{_mark(column)}>{HEADS[column]}</th>' for column in columns)
    rounded = rows.assign(**{column: halved_up(rows[column]) for column in ("owed", "points", "value", "target", "due")})
    body = "".join(f"<tr>{''.join(_cell(view, row, column) for column in columns)}</tr>" for row in rounded.to_dict("records"))
    return f'{CSS}<table class="ranked"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _mark(column: str, more: str = "") -> str:
    names = " ".join(filter(None, ("n" if column in FIGURES else "track" if column == "track" else
                                   "keep" if column in ("unit_name", "light", "owner", "age") else "", more)))
    return f' class="{names}"' if names else ""


def _cell(view: View, row: Mapping, column: str) -> str:
    words, more = _CELLS[column](view, row)
    return f"<td{_mark(column, more)}>{words}</td>"


def _unit(view: View, row: Mapping) -> tuple[str, str]:
    address = escape(link(view, row["unit_name"], indicator=row["indicator"]))
    return f'<a href="{address}" target="_self">{escape(row["unit_name"])}</a>', ""


def _light(view: View, row: Mapping) -> tuple[str, str]:
    return f'<span style="color:{LIGHT_COLOURS[row["light"]]}">{LIGHTS[row["light"]]}</span>', ""


def _owed(view: View, row: Mapping) -> tuple[str, str]:
    return shown(row["owed"]) or "—", "owing" if row["owed"] > TOLERANCE else "quiet"


def _track(view: View, row: Mapping) -> tuple[str, str]:
    share = min(max(row["share"], 0.0), 1.0) if row["share"] == row["share"] else 0.0
    full = plain(row["full_points"])
    return f'<div title="满分 {full} 分"><span style="width:{100 * share:.1f}%"></span></div>', ""


def _value(view: View, row: Mapping) -> tuple[str, str]:
    if row["status"] in NO_FIGURE:
        return NO_FIGURE[row["status"]], "quiet"
    return plain(row["value"]) or "—", ""


def _age(view: View, row: Mapping) -> tuple[str, str]:
    months = row["age"]
    return ("—" if months != months else "本月" if months == 0 else f"{months:.0f} 个月前"), "quiet"


_CELLS = {
    "number": lambda view, row: (str(row["number"]), "quiet"), "unit_name": _unit, "light": _light, "owed": _owed,
    "points": lambda view, row: (shown(row["points"]) or "—", ""), "track": _track, "value": _value,
    "target": lambda view, row: (plain(row["target"]) or "—", ""), "due": lambda view, row: (plain(row["due"]) or "—", ""),
    "takes": lambda view, row: (escape(row["takes"]), "" if row["owed"] > TOLERANCE else "quiet"),
    "owner": lambda view, row: (escape(row["owner"]) or "—", ""), "age": _age,
}  # fmt: skip
