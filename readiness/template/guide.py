"""The sheet 填报说明: how a form is filled in, by when, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass

_DAY = 3        # of the month after


@dataclass(frozen=True)
class Heading:
    """What a form says of itself: the county, whom it is for, the month, the rubric."""

    county: str
    who: str
    year: int
    month: int
    rubric: str

    @property
    def month_name(self) -> str:
        """2026年6月"""
        return f"{self.year}年{self.month}月"

    @property
    def title(self) -> str:
        """The first row; the reader takes the month from it, and every row of another month for a fault."""
        return f"{self.county}考核数据报表（{self.who}）　报送月份：{self.month_name}"

    @property
    def deadline(self) -> str:
        """The day by which the form is to be back."""
        year, month = (self.year + 1, 1) if self.month == 12 else (self.year, self.month + 1)
        return f"{year}年{month}月{_DAY}日"


def lines(heading: Heading) -> list[tuple[str, str]]:
    """The sheet's rows: a word and what it says."""
    return [
        ("填报范围", heading.who),
        ("报送月份", heading.month_name),
        ("考核细则", heading.rubric),
        ("什么时候报", f"{heading.deadline}前报送，由本单位负责人审核后，把这个文件原样发给县考核办统一导入；不要截图，不要打印后重新录入。"),
        ("填哪里", "只填黄色的格：数值、分母、备注。灰色的格是核对用的，锁定了，改不了。选中一个格会提示填什么、范围是多少。"),
        ("0 和空格", "本月没有发生，填 0；没有数据、还没有统计出来，就空着。空着按未报计，补上以前不得分；0 是一个数。"),
        ("新增和累计", "看“数值填什么”：写“新增数”的只填这一期新增的，系统会自己累加；写“截至…末”的填到期末为止的总数或现状。"),
        ("比率", "写“分子”的，数值填分子，分母填总数，系统自己算百分数。例如本月受理 20 件、按时办结 18 件：数值填 18，分母填 20。"),
        ("百分数", "直接填数，不带 %：88.5% 填 88.5，不填 0.885。"),
        ("从下拉框选", "写“从下拉框里选”的，点格子右边的箭头选一个词，不要自己写别的词。"),
        ("上期、上年同期", "按月报的，上期是上个月；按季报的，上期是上一季。与上期相差很大或完全一样，请先核对，并在备注里说明。"),
        ("加分扣分否决", "这张工作表只在发生了才填，填本月发生的次数；没有发生的行空着，不用填 0。"),
        ("不要用公式", "数值、分母直接填数。从别的表粘贴时，用“选择性粘贴 → 数值”。"),
        ("不要改表头", "表头、指标编号、单位、月份都不要改，不要加列、合并单元格。没有数据的行留着，不用删。"),
        ("更正以前的月份", "这份报表只收这一个月的数。更正以前的数，请要那个月的报表另报，并在备注里写明原因。"),
        ("填错了会怎样", "导入时会逐行列出问题和改法，一处有问题就整份退回，改好再报，不会只导入一半。"),
    ]
