"""The words of the screen and of files people download: every code word's Chinese, in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping

COLUMNS: Mapping[str, str] = {
    "number": "序号", "rule": "计分规则", "frequency": "报送频次",
    "unit": "单位编号", "unit_name": "单位", "kind": "类别", "type": "类型", "category": "板块编号", "category_name": "板块",
    "indicator": "指标编号", "indicator_name": "指标名称", "role": "责任方式", "measure": "计量单位", "as_of": "数据截至",
    "basis": "口径", "value": "现值", "target": "目标值", "baseline": "基期值", "due": "序时应达", "expected_value": "预计全年值", "age": "数据月龄",
    "full_points": "满分", "points": "得分", "owed": "欠分", "owed_on_100": "折百欠分",
    "secured": "已到手", "expected": "预计可得", "unreported": "未报", "lost": "已丢失",
    "winnable": "待争取", "needed": "还差", "needed_per_month": "每月需完成",
    "next_points": "下一档得分", "next_needed": "到下一档还差", "months_left": "剩余月数", "takes": "怎么补上",
    "reason": "主要原因", "advice": "建议措施", "light": "序时灯", "escalation": "督办建议", "status": "数据状态", "lead": "牵头单位",
    "supporters": "配合单位", "owner": "责任人", "sponsor": "包抓领导", "deadline": "完成时限", "subtotal": "基础得分",
    "bonus": "加分", "deduction": "扣分", "total": "总分", "grade": "等次", "rank": "名次", "rank_in_type": "同类名次",
    "rank_change": "名次变化", "total_change": "较上月", "silent_items": "未报项", "vetoes": "一票否决", "risks": "否决风险",
    "share": "得分率", "tied": "并列", "fingerprint": "指纹", "today": "现状得分", "schedule": "序时得分", "forecast": "预计得分",
    "best": "最好得分", "worst": "最差得分", "month": "月份",
    "remaining": "全年还差", "per_month": "剩余每月需", "pace": "今年月均", "recent_pace": "近三月月均", "last_year_pace": "去年同期月均",
    "control_value": "剩余时段控制值", "last_year_remaining": "去年剩余时段", "cut_percent": "须再降 %", "expected_cases": "预计剩余件次（天）",
    "more_successes": "还须达标", "failures_left": "还可不达标", "all_good_cases": "连续达标多少可达", "quota_left": "控制数还可用",
    "outlook": "年终判断", "part": "分项",
    "key": "编号", "what": "变化", "before": "原规定", "after": "新规定", "total_before": "原细则总分", "total_after": "新细则总分", "difference": "相差",
    "rank_before": "原名次", "rank_after": "新名次", "items_before": "原项数", "items_after": "新项数",
    "points_before": "原分值", "points_after": "新分值", "grade_before": "原等次", "grade_after": "新等次",
    "figure_kind": "指标类型", "count": "样本数", "error": "平均偏差", "absolute": "平均误差", "schedule_absolute": "按序时的平均误差",
    "today_absolute": "按现状的平均误差", "inside": "八成范围命中率",
    "account": "责任类别", "charged": "承担欠分",
    "file": "文件", "sheet": "工作表", "row": "行", "letter": "列", "place": "位置", "written": "原值", "problem": "问题", "remedy": "怎么改",
    "revision": "数据版本", "made_at": "时间", "made_by": "经手人", "batch_kind": "方式", "reason_given": "原因", "rows": "行数", "files": "文件",
    "undone": "撤销情况", "state": "变动", "reported": "数值", "base": "分母", "value_before": "原数值", "base_before": "原分母", "remark": "备注",
    "call": "催谁编号", "call_name": "催谁", "call_kind": "类别", "since": "最早缺", "missing": "缺报次数", "periods": "缺哪几期",
    "last_reported": "最近一次报数", "at_stake": "挂着的分", "county_at_stake": "全县连带", "department_at_stake": "部门连带", "due_day": "应报日期",
    "note": "说明", "items": "欠报项", "words": "通话内容", "overdue": "是否逾期", "days_late": "迟几天", "figures": "已报数据",
    "late": "迟报", "most_days_late": "最多迟几天", "corrected": "更正",
    "frozen_name": "定格", "frozen_total": "定格时总分", "total_today": "现在总分",
    "by_correction": "更正补报", "by_rule": "规则变化", "by_not_applicable": "不涉及变化", "by_data": "数据", "by_bonus": "加分变化",
    "by_deduction": "扣分变化", "by_cap": "满分封顶",
    "from": "起始月", "to": "截止月", "cause": "变化原因", "change": "影响总分", "opening": "起始总分", "closing": "截止总分",
}

BATCH_KINDS: Mapping[str, str] = {"import": "导入", "edit": "更正", "undo": "撤销", "redo": "恢复", "demo": "演示数据"}
STATES: Mapping[str, str] = {"new": "新增", "changed": "变更", "withdrawn": "撤回", "unchanged": "未变", "refused": "拒收"}
KINDS: Mapping[str, str] = {"township": "乡镇", "department": "部门", "county": "县本级"}
ACCOUNTS: Mapping[str, str] = {"department": "责任部门", "township": "责任乡镇"}
ROLES: Mapping[str, str] = {"own": "本单位", "lead": "牵头", "duty": "通用履职", "support": "配合", "none": "不涉及"}
PERSON_ROLES: Mapping[str, str] = {"reader": "查看人", "reporter": "填报员", "clerk": "考核办经办人", "administrator": "管理员"}
CLAIMS: Mapping[str, str] = {"email": "邮箱", "preferred_username": "用户名", "sub": "身份认证系统的内部编号"}
STATUSES: Mapping[str, str] = {"scored": "已计分", "partial": "部分未报", "unreported": "未报", "not_due": "未到期",
                               "not_applicable": "不涉及"}
LIGHTS: Mapping[str, str] = {"green": "● 绿", "yellow": "▲ 黄", "red": "■ 红", "grey": "○ 灰"}
OUTLOOKS: Mapping[str, str] = {"on_course": "按现进度可达", "hard": "需加力", "out_of_reach": "难以达到", "done": "已达到",
                               "unreported": "未报", "not_due": "未到期"}
FREQUENCIES: Mapping[str, str] = {"monthly": "每月", "quarterly": "每季度", "half_yearly": "每半年", "yearly": "每年"}
ACCUMULATE: Mapping[str, str] = {
    "sum": "各月相加", "latest": "取最近一次报送", "mean": "各月平均（有权重的按权重）", "ratio": "累计数值 ÷ 累计分母 × 100",
    "max": "取各月最大值", "min": "取各月最小值",
}
FIGURE_KINDS: Mapping[str, str] = {"total": "总分", "sum": "累计数", "ratio": "比率", "mean": "平均值", "latest": "最近值",
                                   "max": "最大值", "min": "最小值"}
ROLL_UPS: Mapping[str, str] = {"reported": "县里直接报送", "sum": "各乡镇相加", "ratio": "各乡镇数值、分母分别相加后相除",
                               "mean": "各乡镇平均", "weighted": "各乡镇加权平均"}
SCHEDULES: Mapping[str, str] = {"share": "按应完成的比例折算", "shift": "按与序时应达的差距折算", "seasonal": "按上年同期走势折算"}
NOT_APPLICABLE: Mapping[str, str] = {
    "rescale": "不涉及的指标不计入满分，得分按适用满分折算成 100 分", "full": "不涉及的指标给满分",
    "share": "不涉及的指标，分值平均加到同板块其他指标", "constant": "不涉及的指标按固定比例给分",
}
UNREPORTED: Mapping[str, str] = {"zero": "到期未报的指标，补报之前按 0 分计", "as_reported": "到期未报的指标，按已报的数据计"}
NO_CASES: Mapping[str, str] = {"full": "没有发生需要办理的事项得满分", "not_applicable": "没有发生需要办理的事项算不涉及"}
ROUNDINGS: Mapping[str, str] = {"half_up": "四舍五入", "half_even": "四舍六入五成双", "up": "进一法"}
EFFECTS: Mapping[str, str] = {"fail": "直接评为最低等次", "cap_grade": "最高只能评 grade 写的等次", "not_excellent": "不得评最好的等次",
                              "downgrade": "下降 levels 个等次", "zero_item": "所列指标计零"}
COMBINES: Mapping[str, str] = {"sum": "相加", "lowest": "取最低", "geometric": "几何平均"}
BASES: Mapping[str, str] = {"today": "现状", "schedule": "序时", "forecast": "预计", "best": "最好", "worst": "最差"}
BOXES: Mapping[str, str] = {"secured": "已到手", "expected": "预计可得", "winnable": "待争取", "unreported": "未报", "lost": "已丢失"}
FORECASTS: Mapping[str, str] = {
    "plan": "按序时计划推算", "profile": "按上年各月推算", "pace": "按近期进度推算", "rate": "按近期比率推算", "seasonal": "按上年走势推算",
    "scaled": "按上年同期比例推算", "damped": "按近期变动推算", "hold": "按现状不变"}
BASES_TO_COME: Mapping[str, str] = {"days": "不超过日历天数", "steady": "与最近一次相同", "last_year": "等于上年同期的数值", "open": "不限"}
PRESETS: Mapping[str, str] = {
    "一分不欠": "系统默认", "银川": "重点项目口径（2025）", "天津": "投资口径（2022）", "瓯海": "月度任务口径（2020）", "广元": "督察整改口径（2018）",
    "宿迁": "三色督办单口径（2025）",
}
NEVER: Mapping[str, str] = {"never": "不看这一条"}
SCREENS: Mapping[str, str] = {"county": "全县一句话", "townships": "乡镇排名", "departments": "部门排名", "red_items": "红色事项",
                              "changes": "比上月变化", "trend": "走势", "vetoes": "否决风险", "unreported": "未报", "unit": "单位"}
# Why a total is another than it was, in the order in which it is told.
CAUSES: Mapping[str, str] = {"correction": "更正补报", "rule": "规则变化", "not_applicable": "不涉及变化", "data": "数据",
                             "bonus": "加分", "deduction": "扣分", "cap": "满分封顶"}

# What may be written in the rubric and the other YAML files: setting → what officials call it.
SETTINGS: Mapping[str, str] = {
    "id": "编号", "title": "标题", "year": "年度", "full_points": "满分", "not_applicable": "不涉及时", "unreported": "未报时", "grades": "等次",
    "departments": "部门总分构成", "bonus_cap": "加分上限", "deduction_cap": "扣分上限", "bonus": "加分", "deductions": "扣分", "vetoes": "一票否决",
    "categories": "板块", "category": "板块", "indicators": "指标", "name": "名称", "points": "分值", "measure": "计量单位", "accumulate": "累计方式",
    "rule": "计分规则", "extras": "附加规则", "target": "目标值", "baseline": "基期值", "plan": "序时计划", "schedule": "序时评判",
    "frequency": "报送频次", "parts": "分项", "part": "分项", "county": "县级", "townships": "涉及乡镇", "possible": "可能范围", "round": "数值修约",
    "constant_share": "不涉及时得分比例", "no_cases": "没有发生时", "basis_clause": "依据条款", "evidence": "佐证材料", "advice": "建议措施",
    "deadline": "完成时限", "theme": "对应部署", "examples": "例子", "weight": "权重", "required": "必报", "decimals": "小数位数", "how": "修约方式",
    "each": "每次分值", "beats": "优于目标", "cap": "累计上限", "step": "每优于", "indicator": "指标", "effect": "后果", "grade": "最高等次",
    "levels": "降几等", "kinds": "适用单位",
    "missed": "年终未达目标", "worse": "比上年差且未达目标", "watch": "预警条件", "below": "板块得分率低于", "percent": "百分之几", "at_least": "达到",
    "business_weight": "业务指标权重", "duty_weight": "通用履职权重", "support_share": "配合项折算比例", "general_duties": "通用履职指标",
    "types": "乡镇类型", "type": "类型", "aliases": "别名", "owner": "责任人", "sponsor": "包抓领导", "population": "人口（万人）",
    "leads": "牵头指标", "supports": "配合指标", "demo_data": "演示数据", "min": "不低于", "max": "不高于", "value": "数值", "township": "乡镇",
    "department": "部门", "zero_at": "零分值", "full_at": "满分值", "tiers": "各档", "else": "其余得分", "items": "各项", "stages": "阶段系数",
    "out_of": "除以", "deduct_per": "每次扣分", "refund": "每次返还", "free": "免扣次数", "beyond": "方向", "deduct_per_unit": "每单位扣分",
    "unit_step": "单位步长", "fractional": "不足一单位按比例", "floor": "保底分", "floor_ratio": "起分比例", "against": "对比",
    "each_part": "每个分项的规则", "less_is_better": "越低越好", "better": "越高还是越低好", "jumps": "得分跳变处", "combine": "合成方式",
    "beyond_full": "可超满分", "of": "每优于多少按", "since": "自几月起", "corners": "折点", "at_most": "不高于", "equals": "等于", "low": "区间下限",
    "high": "区间上限", "low_width": "低于多少扣完", "high_width": "高于多少扣完", "annual": "年均结果", "kept_if_passed": "年均达标后还扣",
    "routine": "平时各轮", "final": "年终", "routine_share": "平时占比", "missing_round": "没有开展的一轮", "bands": "名次分段", "to": "到第几名",
    "ties": "并列名次", "place_of": "共多少个单位", "within": "和谁比", "at_mean": "平均水平得分", "per_deviation": "每个标准差得分",
    "deviation": "标准差算法", "c": "起点系数", "d": "系数幅度", "formula": "算式", "between": "数值范围", "nodes": "节点", "by": "几月底前",
    "base_to_come": "今后各月的分母", "keeps": "只增不减", "forecast": "推算方式",
    "withdrawn": "批准退出的分项", "change": "变化按", "if_last_year_zero": "上年为 0 时", "peers": "其他单位数值",
    "lights": "红黄绿灯", "preset": "亮灯口径", "lag_yellow": "落后几个百分点亮黄灯", "lag_red": "落后超过几个百分点亮红灯",
    "forecast_yellow": "预计失分超过百分之几亮黄灯", "lost_red": "无法挽回的分超过百分之几亮红灯", "stuck_months": "黄灯连续几次没有好转转红灯",
    "overdue_red": "超过时限未完成亮红灯", "worse_red": "比上年同期差亮红灯", "unit_yellow": "单位红灯分值超过百分之几亮黄灯",
    "unit_red": "单位红灯分值超过百分之几亮红灯", "escalation": "红灯督办升级", "yellow_escalation": "黄灯督办升级",
    "report_by": "次月几日前报送", "claim": "账号取自", "hours": "登录后几小时内可填报", "accounts": "账号", "role": "角色", "units": "填报单位",
    "seconds": "停几秒", "screens": "各屏", "screen": "屏", "speakers": "发言单位", "most": "最多几个",
}

# The settings whose values are code words, with what each means.
CHOICES: Mapping[str, Mapping[str, str]] = {
    "accumulate": ACCUMULATE, "county": ROLL_UPS, "schedule": SCHEDULES, "frequency": FREQUENCIES, "not_applicable": NOT_APPLICABLE,
    "unreported": UNREPORTED, "no_cases": NO_CASES, "how": ROUNDINGS, "effect": EFFECTS, "kinds": KINDS, "preset": PRESETS,
    **dict.fromkeys(("lag_yellow", "lag_red", "forecast_yellow", "lost_red", "stuck_months"), NEVER),
    "base_to_come": BASES_TO_COME, "forecast": FORECASTS, "role": PERSON_ROLES, "claim": CLAIMS, "screen": SCREENS,
}

# What may differ between the rubrics of two years: in an indicator, among the events, in the rubric as a whole.
CHANGES: Mapping[str, str] = {
    "added": "新增", "dropped": "取消",
    **{word: SETTINGS[word] for word in (
        "name", "points", "target", "rule", "plan", "schedule", "measure", "accumulate", "frequency", "parts", "county", "townships",
        "deadline", "round", "possible", "base_to_come", "keeps", "forecast", "not_applicable",
        "unreported", "no_cases", "category", "bonus", "deductions", "vetoes",
        "full_points", "grades", "bonus_cap", "deduction_cap", "general_duties", "combine", "beyond_full", "lights")},
    "departments": "部门总分", "county": "全县数据",
}

# The columns whose cells are code words, with the words to show.
CODED: Mapping[str, Mapping[str, str]] = {"kind": KINDS, "account": ACCOUNTS, "role": ROLES, "status": STATUSES, "light": LIGHTS, "basis": BASES,
                                          "outlook": OUTLOOKS, "state": STATES, "batch_kind": BATCH_KINDS, "figure_kind": FIGURE_KINDS,
                                          "call_kind": KINDS, "frequency": FREQUENCIES,
                                          "what": CHANGES, "cause": CAUSES}


def month_name(month: str) -> str:
    """2026-05 → 2026年5月"""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def day_name(day: str) -> str:
    """2026-10-31 → 10月31日; a time limit in words stays as it is."""
    found = re.fullmatch(r"\d{4}-(\d\d)-(\d\d)", day)
    return f"{int(found[1])}月{int(found[2])}日" if found else day
