"""What stands above the header of a form: the month it declares, the year or month it speaks of, the unit it is from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from readiness.observations.rows import bare, narrow
from readiness.observations.sheet import letter

_DECLARED = re.compile(r"报送月份[:：]?\s*(\d{4})\s*[-年/.]\s*(\d{1,2})")
_MONTH = re.compile(r"(?<!\d)(\d{4})\s*年\s*(\d{1,2})\s*月")
_YEAR = re.compile(r"(?<!\d)(\d{4})\s*年")
_UNIT = re.compile(r"(?:填报|报送|上报)单位(?:[（(]盖?章?[）)])?\s*[:：]?\s*([^\s:：,，;；|]*)")


@dataclass
class Title:
    """Gathered line by line; what was said first counts.  `at` has line and letter of each cell that told something."""

    declared: str = ""
    month: str = ""
    year: int = 0
    unit: str = ""
    filled: int = 0
    at: dict[str, tuple[int, str]] = field(default_factory=dict)

    def take(self, line: int, cells: Sequence[Any]) -> None:
        """One line above the header."""
        found = [(at, narrow(text)) for at, text in bare(cells)]
        self.filled += bool(found)
        whole = " ".join(text for _, text in found)[:2_000]
        if not self.declared and (said := _DECLARED.search(whole)):
            self._keep("declared", _month(said), line, found[0][0])
        if not self.month and (said := _MONTH.search(whole)):
            self._keep("month", _month(said), line, found[0][0])
        if not self.year and (said := _YEAR.search(whole)):
            self.year = int(said[1])
        if not self.unit and (said := _UNIT.search(" ".join(text.replace(" ", "") for _, text in found)[:2_000])):
            self._keep("unit", said[1], line, next(at for at, text in found if "单位" in text))

    def _keep(self, what: str, value: str, line: int, at: int) -> None:
        setattr(self, what, value)
        self.at[what] = line, letter(at)

    @property
    def any_year(self) -> int:
        """The year that the form speaks of; 0 where it names none."""
        return self.year or int((self.declared or self.month or "0")[:4])

    def given(self, *codes: str) -> dict[str, str]:
        """What the title gives of these columns: the unit; the month, where it is declared or else named."""
        found = {"unit": self.unit, "month": self.declared or self.month}
        return {code: found[code] for code in codes if found.get(code)}

    def place(self, code: str) -> tuple[int, str]:
        """Line and letter of the cell that gave a column."""
        return self.at["unit" if code == "unit" else "declared" if self.declared else "month"]


def _month(found: re.Match[str]) -> str:
    return f"{int(found[1])}-{int(found[2]):02d}"
