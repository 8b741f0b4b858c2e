"""What to do about a fault, said for a workbook: the models speak to an author of YAML."""

from __future__ import annotations

import re

from readiness.rubric_book.paths import written
from readiness.rubric_book.sheets import GENERAL, PARAMETERS
from readiness.rubric_book.words import setting
from readiness.yaml_file import Path_

_MISSING = re.compile(r"补上一行  (\S+): …")
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple((re.compile(pattern), said) for pattern, said in (
    (r"直接写数字，不加引号和单位.*", "这一格只填数字，不带单位。"),
    (r"改成半角数字，不加引号和单位:  (?:.*: )?(\S+)", r"改成半角数字，不带单位:  \1"),
    (r"改成半角逗号“,”，后面空一格。", "这一格只填一个数。"),
    (r"填上数字，例如  .*", "这一格填数字；不要就删去整行。"),
    (r"(?:填上内容，)?写成  (?:\S+: )?\{.*\}(?:。|；不要就删去。)?", f'清空这一格，在工作表"{PARAMETERS}"里一行写一个设置。'),
    (r"写整数.*", "这一格只填整数，不带单位。"),
    (r"写成文字；像数字的文字要加引号。?", '前后加英文双引号，例如  "010"'),
    (r"写 true 或 false。?", "写 是 或 否。"),
    (r"换行缩进后逐项写  名称: 值(?:。|；不要就删去。)?", f'清空这一格，在工作表"{PARAMETERS}"里一行写一个设置。'),
    (r"写成  \[甲, 乙, 丙\]。?", "写成  甲、乙、丙"),
    (r"例子的 parts 里补上  (.+): …", r"在“分项数值”里补上  \1=…"),
))


def in_a_book(fix: str, path: Path_, has_cell: bool) -> str:
    """`fix` in the words of a workbook, for a fault at `path`, which has a cell of its own or not."""
    if found := _MISSING.fullmatch(fix):
        named = path if path[-1:] == (found[1],) else (*path, found[1])
        return f"在这一格填上{setting(named)}。" if has_cell and named == path else _new_row(named)
    for pattern, said in _SAID:
        if pattern.fullmatch(fix):
            return pattern.sub(said, fix)
    return fix


def _new_row(path: Path_) -> str:
    """Where a setting without a cell is to be written."""
    if "indicators" in path[:-2]:
        at = len(path) - path[::-1].index("indicators")
        return f'在工作表"{PARAMETERS}"加一行：指标编号 {path[at]}，设置  {written(path[at + 1:])}'
    return f'在工作表"{GENERAL}"加一行：设置  {written(path)}'
