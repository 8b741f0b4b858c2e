"""What the rubric holds beside its indicators, as HTML: grades and mixing, bonus, deductions, vetoes."""

from collections.abc import Iterable, Mapping
from html import escape

from pages.parts.one_rule import CSS
from readiness.numbers import plain
from readiness.rubric import Adjustment, Rubric, Veto
from readiness.rubric.whole import Caps
from readiness.words import KINDS, NOT_APPLICABLE, UNREPORTED


def grading(rubric: Rubric) -> str:
    """Grades, and how a total comes about."""
    floors = [f"{escape(step.name)} {plain(step.min)} 分及以上" for step in rubric.grades[:-1]]
    mix = rubric.departments
    duties = "、".join(f"{key} {rubric.indicators[key].name}" for key in mix.general_duties)
    whole = mix.business_weight + mix.duty_weight
    business, duty = plain(100 * mix.business_weight / whole), plain(100 * mix.duty_weight / whole)
    rows = [
        ("等次", f"{'，'.join(floors)}，其余{escape(rubric.grades[-1].name)}（按显示的两位小数评定）"),
        ("不涉及", NOT_APPLICABLE[rubric.not_applicable]),
        ("到期未报", UNREPORTED[rubric.unreported]),
        ("部门得分", f"业务指标（牵头按满分，配合按 {plain(100 * mix.support_share)}%）占 {business}%，通用履职占 {duty}%，"
                 f"各自折算成 100 分后相加"),
        ("通用履职", escape(duties)),
    ]  # fmt: skip
    return _table("等次与总分", (), ((f'<span class="note">{word}</span>', text) for word, text in rows))


def adjustments(title: str, items: Mapping[str, Adjustment], caps: Caps, rubric: Rubric) -> str:
    """Bonuses, or deductions: what each event is worth, and the most that all may come to."""
    limits = "，".join(f"{KINDS[kind]} {plain(caps.of(kind))} 分" for kind in KINDS)
    rows = ((key, escape(item.name), _worth(item, rubric), _cap(item.cap)) for key, item in items.items())
    return _table(f"{title}（合计最多{limits}）", ("编号", "事项", "每次分值", "上限"), rows)


def _worth(item: Adjustment, rubric: Rubric) -> str:
    if item.beats:
        source = rubric.indicators[item.beats.indicator]
        return escape(f"{source.name}比目标每好 {plain(item.beats.step)} {source.measure}，{plain(item.beats.points)} 分")
    return "<br>".join(escape(f"{part} {plain(points)} 分") for part, points in item.each.items())


def _cap(cap: float | None) -> str:
    return "不设" if cap is None else f"{plain(cap)} 分"


def vetoes(rubric: Rubric) -> str:
    """What changes the grade and never the points."""
    rows = ((key, escape(veto.name), escape(effect_in_words(veto, rubric)), "、".join(KINDS[kind] for kind in veto.kinds))
            for key, veto in rubric.vetoes.items())
    return _table("一票否决（只改等次，不改分数）", ("编号", "情形", "后果", "适用"), rows)


def effect_in_words(veto: Veto, rubric: Rubric) -> str:
    """What a veto does to the grade, in the rubric's own grades."""
    names = [step.name for step in rubric.grades]
    return {
        "fail": f"直接评为{names[-1]}", "cap_grade": f"最高只能评{veto.grade}", "not_excellent": f"不得评{names[0]}",
        "downgrade": f"下降 {veto.levels} 个等次",
    }[veto.effect]  # fmt: skip


def _table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{word}</th>' for word in heads)
    body = "".join("<tr>" + "".join(f'<td{" class=keep" if at == 0 else ""}>{cell}</td>' for at, cell in enumerate(row)) + "</tr>"
                   for row in rows)
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f'{CSS}<table class="rubric-table"><caption>{caption}</caption>{top}<tbody>{body}</tbody></table>'
