"""The sheet 说明: how to fill the workbook in, read from the same rules and words as the rest of it."""

from __future__ import annotations

from readiness.rubric_book.places import parameters
from readiness.rubric_book.words import shown
from readiness.rules import RULES, make
from readiness.words import SETTINGS

HEADINGS = ("计分规则（“类型”一栏的可选项）", "意思", "举例", "参数（写在工作表“规则参数”，设置写  rule › 参数）")
LINES = (
    ("这是什么", "考核细则的表格版。改完后由信息人员运行 xlsx-to-rubric 转回细则文件；有问题会逐条列出单元格和改法，一处有问题就整份不转。"),
    ("可以改什么", "第 3 行起都可以改：改数、改字、加行、删行、调整行和列的先后。第 1 行是中文表头，第 2 行灰色字供系统识别，请不要动。"),
    ("", "灰色字的栏（指标名称、设置说明）只供查看，改了不起作用。空着的格就是没有这项设置。"),
    ("指标", "一行一个指标。“板块”写工作表“板块”里的编号。可选项从下拉框里选；数字只填数字，不带单位。1月至12月是序时计划的累计数。"),
    ("", "几项并列的（涉及乡镇、佐证材料）写在一格里，用顿号隔开。格里写“→ 规则参数”“→ 例子”的，内容在那张工作表。"),
    ("规则参数", "一行一个数。“设置”写到哪一级就用 › 隔开（也可以写 >），例如  rule › tiers › 1 › min  是计分规则的第 1 档的下限；数字是第几项，从 1 连着数。"),
    ("", '名称本身是数字、空白或含 › 的，加英文双引号，例如  parts › ""  是指标本身的数值。要加一档、一项，照着已有的行加行。'),
    ("例子", "一行一个算例，“应得分”要和规则算出来的一致，否则不予转回。分项写成  省巡查=1、县巡查=2  。"),
    ("总则 / 加分扣分否决", "一行一个设置，写法与“规则参数”相同，“设置”从最外一级写起。"),
    ("设置顺序", "有的细则才有这张表，只记设置的先后，不用管它。"),
    ("几个符号", '{} 没有内容，[] 没有项目，null 空值；外面有英文双引号的，是引号里的原文。以 = + - @ 开头的文字就是文字，不是公式。'),
    ("", "可以用公式，存盘后按算出的数转回。日期写成 2026-10-31。"),
    ("转不回来的", "细则文件（YAML）里的注释不在表格里；转回的文件没有注释。"),
)


def rule_types() -> list[tuple[str, str, str, str]]:
    """Every rule type: as the drop-down has it, its meaning, an example in words, its parameters."""
    return [(shown(name, "type"), rule.title, _in_words(name), _listed(name)) for name, rule in RULES.items()]


def _in_words(name: str) -> str:
    shown_by = RULES[name].examples[0]
    return f"满分 {shown_by.full:g} 分：{make(name, **shown_by.parameters).explain(shown_by.full)}"


def _listed(name: str) -> str:
    return "、".join(f"{key}（{SETTINGS[key]}）" if key in SETTINGS else key for key in parameters(name)) or "没有"
