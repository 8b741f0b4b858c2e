"""The workbook's words: every setting and every choice in Chinese, short enough for a cell; what has none stands in its code word."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.rubric_book.places import Place
from readiness.rules import RULES
from readiness.words import SETTINGS
from readiness.yaml_file import Path_

# Words that mean something else where they stand.
THERE: Mapping[tuple[str, str], str] = {
    ("indicators", "points"): "满分", ("indicators", "county"): "全县数据", ("categories", "points"): "满分",
    ("examples", "points"): "应得分", ("examples", "parts"): "分项数值", ("rule", "grades"): "各等级得分", ("rule", "cap"): "最多几倍满分",
}
POSITIONS: Mapping[Path_, str] = {("possible", 0): "可能最小", ("possible", 1): "可能最大"}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "accumulate": {"sum": "逐月累计", "latest": "取最近一次", "mean": "取平均", "ratio": "分子合计÷分母合计", "max": "取最大", "min": "取最小"},
    "frequency": {"monthly": "每月", "quarterly": "每季度", "half_yearly": "每半年", "yearly": "每年"},
    "schedule": {"share": "按应完成比例", "shift": "按应达水平", "seasonal": "按上年同期走势"},
    "target": {"per_unit": "各单位不同"},
    "townships": {"all": "全部", "none": "不涉及"},
    "county": {"reported": "单独报送", "sum": "乡镇合计", "ratio": "乡镇分子分母合计", "mean": "乡镇平均", "weighted": "乡镇加权平均"},
    "not_applicable": {"rescale": "按适用分折算", "full": "得满分", "share": "分给同板块", "constant": "得固定比例"},
    "unreported": {"zero": "不得分", "as_reported": "按已报计"},
    "no_cases": {"full": "得满分", "not_applicable": "按不涉及"},
    "effect": {"fail": "评为最低等次", "cap_grade": "限制最高等次", "not_excellent": "不得评最优", "downgrade": "降等",
               "zero_item": "指标计零"},
    "better": {"higher": "越高越好", "lower": "越低越好"}, "combine": {"sum": "相加", "lowest": "取低", "geometric": "几何平均"},
    "of": {"measure": "计量单位", "percent": "目标的百分比"}, "ties": {"competition": "取最好名次", "average": "取平均名次"},
    "within": {"kind": "同类单位", "type": "同类型单位"}, "deviation": {"sample": "样本", "population": "总体"},
    "change": {"percent": "百分比", "percentage_points": "百分点"}, "if_last_year_zero": {"not_applicable": "不涉及", "absolute": "按绝对变化"},
    "floor": {"zero": "扣完为止", "none": "扣分不保底"}, "missing_round": {"mean": "不计入平均"},
    "how": {"half_up": "四舍五入", "half_even": "四舍六入五成双", "up": "进一法"},
    **dict.fromkeys(("lag_yellow", "lag_red", "forecast_yellow", "lost_red", "stuck_months"), {"never": "不看"}),
    "out_of": {"counted": "已统计数", "target": "目标值"}, "beyond": {"above": "高于", "below": "低于"},
    "against": {"base": "分母", "baseline": "基期值"}, "type": {name: rule.title for name, rule in RULES.items()},
}


def setting(path: Path_) -> str:
    """The Chinese of the last step of `path`: a setting's word, 第 2 项 for a position, a name as it is."""
    step = path[-1]
    if isinstance(step, int):
        return f"{step + 1}月" if path[-2:-1] == ("plan",) else f"第 {step + 1} 项"
    if not step:
        return "（本项数值）"
    inside = next((word for word in reversed(path[:-1]) if word in ("examples", "indicators", "categories", "rule", "extras")), "")
    return THERE.get((str(inside), step)) or SETTINGS.get(step, step)


def meaning(path: Path_, start: int = 0) -> str:
    """All of `path` from step `start` on, in Chinese."""
    return " › ".join(setting(path[:at + 1]) for at in range(start, len(path)))


def shown(choice: str, name: str) -> str:
    """A word to choose as it stands in a cell: 逐月累计 sum."""
    word = CHOICES.get(name, {}).get(choice, "")
    return f"{word} {choice}" if word else choice


def chosen(text: str, name: str, what: Place) -> str:
    """The code word that `text` means: in either language or both; `text` itself where it means none."""
    said = {way: choice for choice in what.choices for way in (shown(choice, name), CHOICES.get(name, {}).get(choice, choice))}
    return text if text in what.choices else said.get(text.strip(), text)
