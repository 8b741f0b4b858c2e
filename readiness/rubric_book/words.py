"""The workbook's words: every setting and every choice in Chinese; what has no word here stands in its code word."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.rubric_book.places import Place
from readiness.rules import RULES
from readiness.yaml_file import Path_

SETTINGS: Mapping[str, str] = {
    "id": "编号", "title": "标题", "year": "年度", "full_points": "满分", "grades": "等次", "min": "不低于", "max": "不高于", "name": "名称",
    "departments": "部门总分构成", "business_weight": "业务指标权重", "duty_weight": "通用履职权重", "support_share": "配合项折算比例",
    "general_duties": "通用履职指标", "bonus_cap": "加分上限", "deduction_cap": "扣分上限", "county": "县级", "township": "乡镇",
    "department": "部门", "bonus": "加分", "deductions": "扣分", "vetoes": "一票否决", "each": "每次分值", "cap": "累计上限",
    "beats": "优于目标", "step": "每优于", "indicator": "指标", "effect": "后果", "grade": "最高等次", "levels": "降几等",
    "missed": "年终未达目标", "worse": "比上年差且未达目标", "watch": "预警条件", "part": "分项", "at_least": "达到", "kinds": "适用单位",
    "measure": "计量单位", "points": "分值", "accumulate": "累计方式", "rule": "计分规则", "type": "类型", "extras": "附加规则",
    "target": "目标值", "baseline": "基期值", "plan": "序时计划", "schedule": "序时评判", "frequency": "报送频次", "parts": "分项",
    "townships": "涉及乡镇", "possible": "可能范围", "round": "数值修约", "decimals": "小数位数", "how": "修约方式",
    "not_applicable": "不涉及时", "constant_share": "不涉及时得分比例", "unreported": "未报时", "no_cases": "没有发生时", "basis_clause": "依据条款",
    "evidence": "佐证材料", "advice": "建议措施", "deadline": "完成时限", "theme": "对应部署", "examples": "例子", "weight": "权重",
    "required": "必报", "value": "数值", "zero_at": "零分值", "full_at": "满分值", "tiers": "各档", "else": "其余得分", "items": "各项",
    "stages": "阶段系数", "out_of": "除以", "deduct_per": "每次扣分", "refund": "每次返还", "free": "免扣次数", "beyond": "方向",
    "deduct_per_unit": "每单位扣分", "unit_step": "单位步长", "fractional": "不足一单位按比例", "floor": "保底分", "floor_ratio": "起分比例",
    "against": "对比", "each_part": "每个分项的规则", "less_is_better": "越低越好", "categories": "板块", "indicators": "指标",
    "better": "越高还是越低好", "jumps": "得分跳变处", "combine": "合成方式", "beyond_full": "可超满分", "of": "每优于多少按", "since": "自几月起",
    "corners": "折点", "at_most": "不高于", "equals": "等于", "low": "区间下限", "high": "区间上限", "low_width": "低于多少扣完",
    "high_width": "高于多少扣完", "annual": "年均结果", "kept_if_passed": "年均达标后还扣", "routine": "平时各轮", "final": "年终",
    "routine_share": "平时占比", "missing_round": "没有开展的一轮", "bands": "名次分段", "to": "到第几名", "ties": "并列名次", "place_of": "共多少个单位",
    "within": "和谁比", "at_mean": "平均水平得分", "per_deviation": "每个标准差得分", "deviation": "标准差算法", "c": "起点系数", "d": "系数幅度",
    "formula": "算式", "between": "数值范围", "nodes": "节点", "by": "几月底前", "withdrawn": "批准退出的分项",
    "change": "变化按", "if_last_year_zero": "上年为 0 时", "peers": "其他单位数值",
}
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
