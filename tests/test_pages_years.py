"""细则变化 without a browser: small counties whose rubrics of two years are alike, or without data, or alone."""

from collections import Counter
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.rubric_compared import (
    GROUPS,
    by_group,
    category_table,
    in_one_line,
    not_compared_sentence,
    score_table,
)
from readiness import rubric_change, rule_worth
from readiness.rubric_change import category_points, changes
from readiness.rule_worth import NotCompared, by_both
from tests.small import Small, item, level
from tests.two_years import NOW, report, views, years


def texts(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(part.value for part in (*page.html, *page.info, *page.success, *page.markdown, *page.caption, *page.subheader))


@pytest.fixture
def then() -> Small:
    return report(Small({"A": item(), "B": level()}), "A", *[0.5] * 12)


def test_one_rubric_alone_is_told_so(page_of):
    small = Small({"A": item()}).report("T01", "A", 1)
    assert "没有可以比较的" in page_of("rubric_years", small.board).info[0].value


def test_two_rubrics_alike_are_told_so(page_of, then):
    page = page_of("rubric_years", years(then))
    assert "两份细则没有差别" in texts(page)
    assert "两份细则的每一项都能比较" in texts(page)
    assert "各板块分值没有变化" in texts(page)


def test_a_group_that_nothing_is_in_is_answered(page_of, then):
    board = years(then, Small({"A": item(12), "B": level()}))
    assert "所选的几类没有变化" in texts(page_of("rubric_years", board, changes="added"))
    assert "分值　1" in texts(page_of("rubric_years", board))


def test_a_year_without_figures_cannot_be_scored_twice_but_is_compared(page_of, then):
    board = years(then, Small({"A": item(12), "B": level()}))
    page = page_of("rubric_years", board, old_year=str(NOW), new_year="2025")
    assert "2026年没有数据" in texts(page)
    assert "分值　1" in texts(page)


def test_names_with_markdown_are_shown_as_they_are_written(page_of, then):
    page = page_of("rubric_years", years(then, Small({"A": item(), "B": level(), "N": level(name="*新* [项]")})))
    assert r"N \*新\* \[项\]" in texts(page)


def test_what_two_rubrics_differ_in_is_found_out_once_for_all_reruns(page_of, then, monkeypatch):
    asked = Counter()
    for module, name in ((rubric_change, "changes"), (rule_worth, "by_both"), (rule_worth, "not_compared")):
        monkeypatch.setattr(module, name, _counted(asked, name, getattr(module, name)))
    page = page_of("rubric_years", years(then, Small({"A": item(12), "B": level()})))
    before = texts(page)
    assert texts(page.run()) == before
    assert asked == {"changes": 1, "by_both": 1, "not_compared": 1}
    page.selectbox(key="new_year").select("2025").run()
    assert not page.exception and asked["changes"] == 2


def _counted(asked: Counter, name: str, work: Callable) -> Callable:
    def counting(*given):
        asked[name] += 1
        return work(*given)

    return counting


def test_changes_are_grouped_in_the_order_in_which_they_are_asked_about(then):
    board = years(then, Small({"A": item(12, target=20, townships="none"), "N": level()}))
    groups = by_group(changes(*board.configuration.rubrics.values(), board.configuration.county))
    assert list(groups) == ["added", "dropped", "points", "target", "other"]
    assert set(groups["other"]["what"]) == {"townships", "full_points"}
    assert in_one_line(groups) == "新增 **1** 项，取消 **1** 项，分值 **1** 处，目标值 **1** 处，其他 **2** 处"
    assert set(groups) <= set(GROUPS)


def test_a_difference_has_its_sign_and_none_is_a_dash(then):
    board = years(then, Small({"A": item(5), "B": level(15)}))
    table = category_table(category_points(*board.configuration.rubrics.values()), "甲", "乙")
    assert "<td>20</td><td>20</td><td>—</td>" in table
    rows = by_both(*(view.units for view in views(board)))
    html = score_table(rows[rows["kind"] == "township"], "甲", "乙")
    assert ">−15.00</span>" in html                       # 6 of 20 points, then 3 of 20
    assert "<td>1</td>" in html                           # the place stays: one figure, no arrow


def test_items_that_cannot_be_compared_are_named_with_the_reason():
    names = {"N": "新项", "G": "旧项", "P": "清单"}
    words = not_compared_sentence(NotCompared(("N",), ("G",), (), ("P",)), names, "2025年")
    assert words == ("有 **3** 项不能比较：N 新项（2025年没有要求报送，按不涉及处理）；G 旧项（新细则取消，只在原细则里计分）；"
                     "P 清单（分项变了，缺少数据，按未报计 0 分）。")
