"""The words of the screen and of files people download: every code word's Chinese, in one place."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, str] = {
    "number": "序号", "rule": "计分规则", "frequency": "报送频次",
    "unit": "单位编号", "unit_name": "单位", "kind": "类别", "type": "类型", "category": "板块编号", "category_name": "板块",
    "indicator": "指标编号", "indicator_name": "指标名称", "role": "责任方式", "measure": "计量单位", "as_of": "数据截至",
    "basis": "口径", "value": "现值", "target": "目标值", "baseline": "基期值", "due": "序时应达", "age": "数据月龄",
    "full_points": "满分", "points": "得分", "owed": "欠分", "owed_on_100": "折百欠分", "locked": "其中已锁定",
    "winnable": "其中可追回", "needed": "还差", "needed_per_month": "每月需完成",
    "next_points": "下一档得分", "next_needed": "到下一档还差", "months_left": "剩余月数", "takes": "怎么补上",
    "reason": "主要原因", "advice": "建议措施", "light": "序时灯", "status": "数据状态", "lead": "牵头单位",
    "supporters": "配合单位", "owner": "责任人", "sponsor": "包抓领导", "deadline": "完成时限", "subtotal": "基础得分",
    "bonus": "加分", "deduction": "扣分", "total": "总分", "grade": "等次", "rank": "名次", "rank_in_type": "同类名次",
    "rank_change": "名次变化", "total_change": "较上月", "unreported": "未报项", "vetoes": "一票否决", "risks": "否决风险",
    "share": "得分率", "tied": "并列", "fingerprint": "指纹", "today": "现状得分", "schedule": "序时得分", "month": "月份",
}

KINDS: Mapping[str, str] = {"township": "乡镇", "department": "部门", "county": "县本级"}
ROLES: Mapping[str, str] = {"own": "本单位", "lead": "牵头", "duty": "通用履职", "support": "配合", "none": "不涉及"}
STATUSES: Mapping[str, str] = {"scored": "已计分", "partial": "部分未报", "unreported": "未报", "not_due": "未到期",
                               "not_applicable": "不涉及"}
LIGHTS: Mapping[str, str] = {"green": "● 绿", "yellow": "▲ 黄", "red": "■ 红", "grey": "○ 灰"}
FREQUENCIES: Mapping[str, str] = {"monthly": "每月", "quarterly": "每季度", "half_yearly": "每半年", "yearly": "每年"}
BASES: Mapping[str, str] = {"today": "现状", "schedule": "序时"}

# The columns whose cells are code words, with the words to show.
CODED: Mapping[str, Mapping[str, str]] = {"kind": KINDS, "role": ROLES, "status": STATUSES, "light": LIGHTS, "basis": BASES}
