"""Single figures corrected in place: they go the way of a file, so the same checks and doubts meet them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from readiness.observations import Upload
from readiness.observations.table import KEY

FILE = "看板更正.csv"      # the name under which such a batch stands in the history
HEADERS = ("单位", "指标编号", "分项", "月份", "数值", "分母", "备注")


@dataclass(frozen=True)
class Correction:
    """One figure as it should be: `value` and `base` as they were typed, `month` as 2026-05; without a value it is withdrawn."""

    unit: str
    indicator: str
    part: str
    month: str
    value: str | float | None
    base: str | float | None = None
    remark: str = ""


def corrections(figures: Iterable[Correction]) -> Upload:
    """The figures that have a value as a file of their own, a row each in the order given."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(HEADERS)
    for one in figures:
        if not _empty(one.value):
            rows.writerow((one.unit, one.indicator, one.part, one.month, _typed(one.value), _typed(one.base), one.remark))
    return Upload(FILE, written.getvalue().encode())


def withdrawals(figures: Iterable[Correction]) -> pd.DataFrame:
    """unit, indicator, part, month of the figures that are to be as if they had never been reported."""
    return pd.DataFrame([(one.unit, one.indicator, one.part, one.month) for one in figures if _empty(one.value)], columns=KEY)


def _empty(number: str | float | None) -> bool:
    return number is None or number == "" or number != number


def _typed(number: str | float | None) -> str:
    return "" if _empty(number) else number if isinstance(number, str) else repr(float(number))
