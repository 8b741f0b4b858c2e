"""What the rubric holds beside its indicators, as HTML: grades and mixing, bonus, deductions, vetoes."""

from collections.abc import Iterable, Mapping
from html import escape

from pages.parts.one_rule import CSS
from readiness.rubric import Adjustment, Rubric, Veto
from readiness.rubric.whole import Caps
from readiness.rubric_words import (
    beyond_full_in_words,
    cap_in_words,
    caps_in_words,
    combine_in_words,
    duties_in_words,
    effect_in_words,
    grades_in_words,
    grounds_in_words,
    lights_in_words,
    mix_in_words,
    worth_in_words,
)
from readiness.words import KINDS, NOT_APPLICABLE, UNREPORTED


def grading(rubric: Rubric) -> str:
    """Grades, how a total comes about, and when lights turn."""
    rows = [
        ("等次", f"{escape(grades_in_words(rubric))}（按显示的两位小数评定）"),
        ("合成方式", escape(combine_in_words(rubric))),
        ("总分上限", beyond_full_in_words(rubric)),
        ("不涉及", NOT_APPLICABLE[rubric.not_applicable]),
        ("到期未报", UNREPORTED[rubric.unreported]),
        ("部门得分", mix_in_words(rubric)),
        ("通用履职", escape(duties_in_words(rubric))),
        ("红黄绿灯", escape(lights_in_words(rubric))),
    ]  # fmt: skip
    return _table("等次与总分", (), ((f'<span class="note">{word}</span>', text) for word, text in rows))


def adjustments(title: str, items: Mapping[str, Adjustment], caps: Caps, rubric: Rubric) -> str:
    """Bonuses, or deductions: what each event is worth, and the most that all may come to."""
    rows = ((key, escape(item.name), "<br>".join(map(escape, worth_in_words(item, rubric))), cap_in_words(item.cap))
            for key, item in items.items())
    return _table(f"{title}（合计最多{caps_in_words(caps)}）", ("编号", "事项", "每次分值", "上限"), rows)


def vetoes(rubric: Rubric) -> str:
    """What changes the grade, or takes an item's points; and what shows it, where it is not reported all year."""
    rows = ((key, _case(veto, rubric), _effect(veto, rubric), _whole("、".join(KINDS[kind] for kind in veto.kinds)))
            for key, veto in rubric.vetoes.items())
    return _table("一票否决（改等次，写明计零的除外不改分数）", ("编号", "情形", "后果", "适用"), rows)


def _whole(words: str) -> str:
    """Words that stay on one line."""
    return f'<span class="keep">{words}</span>'


def _effect(veto: Veto, rubric: Rubric) -> str:
    """On one line, unless it names items."""
    words = escape(effect_in_words(veto, rubric))
    return words if veto.items else _whole(words)


def _case(veto: Veto, rubric: Rubric) -> str:
    grounds = grounds_in_words(veto, rubric)
    return escape(veto.name) + (f'<br><span class="note">{escape(grounds)}</span>' if grounds else "")


def _table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{word}</th>' for word in heads)
    body = "".join("<tr>" + "".join(f'<td{" class=keep" if at == 0 else ""}>{cell}</td>' for at, cell in enumerate(row)) + "</tr>"
                   for row in rows)
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f'{CSS}<table class="rubric-table"><caption>{caption}</caption>{top}<tbody>{body}</tbody></table>'
