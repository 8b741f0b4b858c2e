"""Short strips under the county's line, there only when there is something to say: vetoes, risks of one, missing reports."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import pandas as pd

CSS = """
<style>
.strips { display: flex; flex-direction: column; gap: 0.35rem; }
.strips p { margin: 0; padding: 0.3rem 0.8rem; font-size: 1.05rem; line-height: 1.5; border-left: 5px solid; }
.strips b { margin-right: 0.8rem; }
.strips .risk { border-color: #B3261E; background: #FBEEED; } .strips .risk b { color: #B3261E; }
.strips .missing { border-color: #5B6876; background: #F1F4F7; } .strips .missing b { color: #43515F; }
</style>
"""


def strips(units: pd.DataFrame, over: bool = False) -> str:
    """HTML for rows of `View.units` on 预计; empty when there is nothing to say; `over`: the year is."""
    rows = units.to_dict("records")
    struck = _by_veto((row["unit_name"], _vetoes(row["vetoes"])) for row in rows)
    threats = _by_veto((row["unit_name"], [risk for risk in _vetoes(row["risks"]) if risk not in _vetoes(row["vetoes"])])
                       for row in rows)
    lines = [_strip("risk", f"■ 一票否决{'' if over else '（预计）'}", struck),
             _strip("risk", "■ 否决风险", threats), _strip("missing", "○ 未报", _missing(rows))]
    return f'{CSS}<div class="strips">{"".join(lines)}</div>' if any(lines) else ""


def _vetoes(words: str) -> list[str]:
    return [word for word in words.split("；") if word]


def _by_veto(found: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Each veto with the units that it meets."""
    units: dict[str, list[str]] = {}
    for name, vetoes in found:
        for veto in vetoes:
            units.setdefault(veto, []).append(name)
    return "；".join(f"{veto}：{'、'.join(names)}" for veto, names in units.items())


def _missing(rows: Sequence[Mapping]) -> str:
    return "、".join(f"{row['unit_name']} {row['silent_items']} 项" for row in rows if row["silent_items"])


def _strip(look: str, title: str, text: str) -> str:
    return f'<p class="{look}"><b>{title}</b>{escape(text)}</p>' if text else ""
