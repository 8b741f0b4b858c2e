"""When a light is green, yellow or red, and what step a run of red months suggests (红黄绿灯, 督办升级)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import inf
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from readiness.numbers import plain
from readiness.rubric.setting import Setting

Preset = Literal["一分不欠", "银川", "天津", "瓯海", "广元", "宿迁"]
Never = Literal["never"]
Bound = float | Never     # in percent (points); `never`: this makes no light
Percent = Annotated[float, Field(ge=0, le=100)]
Ladder = dict[str, Annotated[int, Field(ge=1)]]

_NOTHING_AHEAD = {"forecast_yellow": "never", "lost_red": "never", "stuck_months": "never"}
# What each county's published rules say otherwise than ours.  What of them cannot be said here: see `Lights`.
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "一分不欠": {},
    "银川": {**_NOTHING_AHEAD, "lag_yellow": 10.0, "lag_red": 30.0, "overdue_red": False, "escalation": {"督办函": 1}},
    "天津": {**_NOTHING_AHEAD, "lag_yellow": 0.0, "lag_red": "never", "overdue_red": False, "worse_red": True,
             "escalation": {"通报": 1, "约谈": 2}},
    "瓯海": {**_NOTHING_AHEAD, "lag_yellow": 0.0, "lag_red": 0.0, "escalation": {"提醒": 1}},
    "广元": {**_NOTHING_AHEAD, "lag_yellow": 0.0, "lag_red": "never", "lost_red": 0.0, "escalation": {"约谈": 1},
             "yellow_escalation": {"督办函": 2}},
    "宿迁": {**_NOTHING_AHEAD, "lag_yellow": 0.0, "lag_red": "never", "escalation": {"红色督办单": 1},
             "yellow_escalation": {"黄色督办单": 1}},
}  # fmt: skip


class Lights(Setting):
    """When a cell and a unit turn yellow or red, and which step follows.

    `preset` is whose published rules hold where nothing else is written; a setting that is written goes before it.  What
    the originals have and nothing here says: 银川's work not begun or not entered and its funds, 天津's mean of the city,
    瓯海's recolouring of a month made good later, the point or two that 广元 takes, 宿迁's blue for what falls due soon.
    银川 says nothing of 0 to 10 points behind; that is green here.  天津's and 广元's steps are theirs, their months are ours.

    lag_yellow        percentage points behind what is due by now, from which on it is yellow; where no plan speaks
                      (events), percent of the full points lost.  0: whatever is behind at all; `never` here and below: not looked at
    lag_red           the same points or percent, over which it is red
    forecast_yellow   percent of the full points that the forecast loses, over which it is yellow
    lost_red          percent of the full points that can no longer be won, over which it is red
    stuck_months      so many reports in a row yellow behind plan, none of them less behind than the last, are red
    overdue_red       whether an item past its deadline without full marks is red
    worse_red         whether a figure worse than last year's same period is red
    unit_yellow       percent of a unit's points in red cells, over which the unit is yellow
    unit_red          percent of a unit's points in red cells, over which the unit is red
    escalation        step: so many months in a row red suggest it; from the mildest to the hardest
    yellow_escalation  step: so many months in a row yellow or red suggest it; from the mildest to the hardest
    """

    preset: Preset = "一分不欠"
    lag_yellow: Bound = 5.0
    lag_red: Bound = 15.0
    forecast_yellow: Bound = 5.0
    lost_red: Bound = 15.0
    stuck_months: int | Never = "never"
    overdue_red: bool = True
    worse_red: bool = False
    unit_yellow: Percent = 5.0
    unit_red: Percent = 15.0
    escalation: Ladder = {"提醒": 1, "督办单": 2, "通报": 3, "约谈": 4}
    yellow_escalation: Ladder = {}

    @model_validator(mode="before")
    @classmethod
    def _as_the_preset_says(cls, written: Any) -> Any:
        preset = written.get("preset") if isinstance(written, dict) else None
        return {**PRESETS[preset], **written} if isinstance(preset, str) and preset in PRESETS else written

    @model_validator(mode="after")
    def _none_below_nought(self) -> Lights:
        for name in ("lag_yellow", "lag_red", "forecast_yellow", "lost_red"):
            if share(getattr(self, name)) < 0:
                raise ValueError(f"{name} 写的是 {plain(getattr(self, name))}，界限不能是负数。|写 0 或正数；不看这一条就写  {name}: never")
        if self.stuck_months != "never" and self.stuck_months < 2:
            raise ValueError(f"stuck_months 写的是 {self.stuck_months}，一次黄灯看不出有没有好转。|写 2 或更大的整数；不看这一条就写  stuck_months: never")
        return self

    @model_validator(mode="after")
    def _yellow_before_red(self) -> Lights:
        for yellow, red in (("lag_yellow", "lag_red"), ("unit_yellow", "unit_red")):
            low, high = getattr(self, yellow), getattr(self, red)
            if "never" not in (low, high) and low > high:
                raise ValueError(f"{yellow}（{plain(low)}）比 {red}（{plain(high)}）还大，黄灯比红灯还难亮。"
                                 f"|两个都写上，黄灯的界限不大于红灯的，例如  {yellow}: 5  和  {red}: 15")
        return self

    @model_validator(mode="after")
    def _steps_rise(self) -> Lights:
        for name in ("escalation", "yellow_escalation"):
            for (milder, few), (harder, many) in pairwise(getattr(self, name).items()):
                if few >= many:
                    raise ValueError(f"{name} 的月数没有逐级增大：{milder} {few}，{harder} {many}。"
                                     "|从轻到重写，后一步的月数比前一步多，例如  {提醒: 1, 督办单: 2}")
        return self

    @property
    def steps(self) -> tuple[str, ...]:
        """Every step, the mildest first: those of yellow alone, then those of red."""
        return (*(step for step in self.yellow_escalation if step not in self.escalation), *self.escalation)


def share(bound: Bound) -> float:
    """A bound as a share of one; endless where it is never looked at."""
    return inf if bound == "never" else bound / 100.0
