"""The test of forecasts on a year that is over: errors reckoned here by hand, what is compared, and how it is told."""

import csv
import io
import json

import pandas as pd
import pytest

from pages.parts.backtest_tables import accuracy_table, calibration_table, methods_table, signed, verdict
from pages.parts.backtest_words import file_rows, headline, worst_bin
from readiness.charts.forecast_errors import LINES, forecast_errors
from readiness.cli import main
from readiness.exports import csv as csv_file
from readiness.scoring.backtest import BINS, CHOSEN_ON, TOTAL, Backtest
from tests.small import Small, fires, item, level
from tests.two_years import NOW, THEN, years

PLAN = [0, 0, 4, 12, 25, 42, 54, 67, 83, 100, 100, 100]
DONE = (0, 0, 2, 1, 1, 4, 3, 3, 4, 4, 1, 1)               # 24 in all; 4 by May, when 25 % are due
RISING = tuple(range(40, 100, 5))
SEASONAL = {
    "latest": (level(), {}), "sum": (item(target=None, rule={"type": "linear", "zero_at": 0, "full_at": 1000}), {}),
    "mean": (level(accumulate="mean"), {}), "ratio": (level(accumulate="ratio", measure="%"), {"base": [100] * 12}),
}


def backtest_of(small: Small, year: int = NOW) -> Backtest:
    return years(small).backtest(year)


def both(small: Small, key: str, *months: float | None, unit: str = "T01", **more) -> Small:
    """The same figures in either year."""
    for year in (THEN, NOW):
        small.report(unit, key, *months, year=year, **more)
    return small


def row(table: pd.DataFrame, kind: str, month: int) -> pd.Series:
    return table.set_index(["kind", "month"]).loc[(kind, month)]


# Errors

@pytest.mark.parametrize("kind", SEASONAL)
def test_a_year_that_goes_as_the_last_one_is_foretold_without_error(kind):
    indicator, more = SEASONAL[kind]
    accuracy = backtest_of(both(Small({"X": indicator}), "X", *RISING, **more)).accuracy
    assert accuracy["month"].tolist() == 2 * list(range(1, 12))
    assert accuracy["absolute"].tolist() == pytest.approx([0] * 22, abs=1e-9)
    assert accuracy["today"].max() > 0 or kind == "ratio"


def test_an_error_is_points_foretold_less_points_that_came():
    found = row(backtest_of(both(Small({"X": item(target=24, plan=PLAN)}), "X", *DONE)).accuracy, "sum", 5)
    expected = 4 + 0.75 * (4 + 0.15 * 24) / (0.25 + 0.15)
    assert found["error"] == pytest.approx(10 * (expected - 24) / 24)
    assert found["absolute"] == pytest.approx(-found["error"])
    assert found["today"] == pytest.approx(10 * (24 - 4) / 24)
    assert found["schedule"] == pytest.approx(10 * (24 - 4 / 0.25) / 24)


def test_a_total_s_error_is_on_a_hundred():
    accuracy = backtest_of(both(Small({"X": item(target=24, plan=PLAN)}), "X", *DONE)).accuracy
    assert row(accuracy, TOTAL, 5)["error"] == pytest.approx(10 * row(accuracy, "sum", 5)["error"])


def test_who_is_silent_is_left_out_of_that_month_and_of_its_totals():
    small = Small({"X": level(), "Y": level()}, ("T01", "T02"))
    for unit in ("T01", "T02"):
        both(small, "Y", *RISING, unit=unit)
    both(small, "X", *RISING)
    both(small, "X", *RISING[:2], None, *RISING[3:], unit="T02")
    counts = backtest_of(small).accuracy.set_index(["kind", "month"])["count"]
    assert counts["latest"].to_dict() == {month: 3 if month == 3 else 4 for month in range(1, 12)}
    assert counts[TOTAL].to_dict() == {month: 1 if month == 3 else 2 for month in range(1, 12)}


def test_who_is_silent_at_the_end_is_compared_nowhere():
    small = both(both(Small({"X": level()}, ("T01", "T02")), "X", *RISING), "X", *RISING[:11], unit="T02")
    assert set(backtest_of(small).accuracy["count"]) == {1}


def test_over_all_months_each_month_counts_by_what_was_compared():
    small = Small({"X": level()}, ("T01", "T02"))
    both(small, "X", *RISING)
    both(small, "X", *RISING[:2], None, *RISING[3:], unit="T02")
    test = backtest_of(small, THEN)
    own = test.accuracy[test.accuracy["kind"] == "latest"]
    assert test.overall.loc["latest", "absolute"] == pytest.approx((own["absolute"] * own["count"]).sum() / own["count"].sum())
    assert test.overall.loc["latest", "count"] == 21


def test_a_year_in_which_nobody_reported_in_time_has_tables_without_rows():
    test = backtest_of(both(Small({"X": level()}), "X", *[None] * 11))
    assert [len(table) for table in (test.accuracy, test.overall, test.calibration, test.methods)] == [0] * 4


# Chances and ways

def test_chances_stand_in_the_range_in_which_they_were_said():
    small = Small({"X": level(keeps=True, measure="%"), "F": fires(2)}, ("T01", "T02"))
    for unit in ("T01", "T02"):
        both(both(small, "X", *[100] * 12, unit=unit), "F", 1, *[0] * 11, unit=unit)
    found = backtest_of(small).calibration
    assert found[["chance_from", "chance_to", "count", "chance", "came"]].values.tolist() == [
        [0.0, 0.05, 22, 0.0, 0.0], [0.95, 1.0, 22, 1.0, 1.0]]                  # two units, eleven months, each


def test_every_chance_is_counted_once(board):
    found = board.backtest(2025).calibration
    assert found["chance"].between(found["chance_from"], found["chance_to"]).all()
    assert set(found["chance_from"]) <= set(BINS)
    cells = board.backtest(2025).accuracy.query("kind != 'total'")["count"].sum()
    assert 0.9 * cells < found["count"].sum() <= cells


def test_the_way_in_use_is_counted_and_the_nearest_stands_on_top():
    small = both(Small({"X": item(target=24, plan=PLAN), "Y": SEASONAL["sum"][0]}), "X", *DONE)
    found = backtest_of(both(small, "Y", *[1] * 12)).methods.set_index("method")
    assert found["used"].to_dict() == {"plan": 1, "profile": 1, "pace": 0}
    assert found["items"].tolist() == [2, 2, 2]
    assert found.index[0] == "profile" and found["absolute"].is_monotonic_increasing


@pytest.mark.parametrize(("ways", "own", "said"), [
    ([("seasonal", 0.2, 3), ("hold", 0.5, 0)], 0.2, "现在用的就是误差最小的"),
    ([("seasonal", 0.2, 2), ("hold", 0.5, 1)], 0.1, "几种方式搭配着用，误差 0.100 分，比单用哪一种都小"),
    ([("hold", 0.2, 0), ("seasonal", 0.5, 3)], 0.5, "现在的用法误差 0.500 分，不是最小；最小的是“按现状不变”"),
    ([("pace", 0.2, 1)], 0.2, "只有这一种方式")])
def test_where_the_way_in_use_is_not_the_nearest_it_is_said(ways, own, said):
    assert verdict(pd.DataFrame(ways, columns=["method", "absolute", "used"]), own) == said


# The demo county

def test_the_demo_s_forecast_is_nearer_than_the_plain_answers_and_its_range_holds(board):
    total = board.backtest(2025).overall.loc[TOTAL]
    assert total["absolute"] < total["schedule"] < total["today"]
    assert 0.70 <= total["inside"] <= 0.92


def test_the_demo_s_ways_in_use_are_nearer_than_any_single_one(board):
    test = board.backtest(2025)
    for kind, rows in test.methods.groupby("kind"):
        assert test.overall.loc[kind, "absolute"] <= rows["absolute"].min() + 1e-9


# From a shell

def run(monkeypatch, capsys, folder, small: Small, *arguments: str) -> tuple[int, str, str]:
    """The command on a small county's configuration and figures on disk."""
    config = small.write(folder / "config")
    (config / f"rubric-{THEN}.yaml").write_text(json.dumps({**small.data, "year": THEN}, ensure_ascii=False), encoding="utf-8")
    data = folder / "数据.csv"
    data.write_text("\n".join(["单位,指标编号,月份,数值", *(f"{one[0]},{one[1]},{one[3]},{one[4]}" for one in small.rows)]), encoding="utf-8")
    code = main(["backtest", *arguments, "--config", str(config), "--data", str(data)])
    return code, *capsys.readouterr()


@pytest.fixture
def small() -> Small:
    """2025 is over, 2026 is not."""
    return Small({"X": level()}).report("T01", "X", *RISING, year=THEN).report("T01", "X", *RISING[:3], year=NOW)


@pytest.mark.parametrize(("table", "columns"), [
    ([], "kind,month,count,error,absolute,schedule,today,inside"), (["--table", "methods"], "kind,method,items,absolute,used"),
    (["--table", "calibration"], "chance_from,chance_to,count,chance,came")])
def test_a_table_is_printed_of_the_newest_finished_year(monkeypatch, capsys, tmp_path, small, table, columns):
    code, out, _ = run(monkeypatch, capsys, tmp_path, small, *table)
    assert (code, out.splitlines()[0]) == (0, columns)
    expected = getattr(backtest_of(small, THEN), table[1] if table else "accuracy")
    assert len(out.splitlines()) == 1 + len(expected)


def test_as_json_it_has_the_same_rows(monkeypatch, capsys, tmp_path, small):
    _, out, _ = run(monkeypatch, capsys, tmp_path, small, "--year", str(THEN), "--format", "json")
    assert json.loads(out) == backtest_of(small, THEN).accuracy.to_dict("records")


@pytest.mark.parametrize(("arguments", "said"), [
    (["--year", "2026"], "2026 年还没有 12 月的数据，不能检验。可选: 2025。"), (["--year", "2031"], "没有 2031 年的考核细则。"),
    (["--year", "去年"], "“去年”不是年份，写成 2026。"), (["--table", "errors"], "“errors”不在可选范围内。可选: accuracy、methods、calibration。")])
def test_a_year_or_table_that_is_not_there_is_wrong_usage(monkeypatch, capsys, tmp_path, small, arguments, said):
    assert run(monkeypatch, capsys, tmp_path, small, *arguments) == (2, "", f"{said}\n")


def test_without_a_finished_year_one_is_told_so(monkeypatch, capsys, tmp_path):
    code, _, error = run(monkeypatch, capsys, tmp_path, Small({"X": level()}).report("T01", "X", 40))
    assert (code, error) == (2, "还没有数据满一年的年度。12 月有了数据，才能检验这一年的预计。\n")


# 预测检验

def texts(page) -> str:
    return "\n".join(part.value for part in (*page.markdown, *page.html, *page.info, *page.subheader, *page.caption))


def test_it_opens_at_the_newest_finished_year_and_says_what_came(page_of, board):
    page = page_of("backtest", board)
    assert not page.exception
    assert page.selectbox(key="year").value == "2025"
    assert headline(board.backtest(2025), 2025) in texts(page)


def test_made_up_data_and_the_year_on_which_the_ways_were_chosen_are_owned_up_to(page_of, board):
    said = texts(page_of("backtest", board, year=str(CHOSEN_ON)))
    assert "全部虚构" in said and "并不独立" in said and "之前没有数据" not in said


def test_of_the_first_year_it_is_said_that_none_came_before_it(page_of, board):
    said = texts(page_of("backtest", board, year="2024年"))
    assert "2024年之前没有数据" in said and "并不独立" not in said
    assert "范围偏窄" in said and "不是最小" in said


def test_a_county_of_its_own_is_not_called_made_up(page_of, small):
    page = page_of("backtest", years(small))
    assert not page.exception
    assert "虚构" not in texts(page) and "并不独立" not in texts(page)


def test_where_no_year_is_over_the_page_says_so(page_of):
    assert "还没有数据满一年的年度" in page_of("backtest", Small({"X": level()}).report("T01", "X", 40)).info[0].value


def test_where_no_total_can_be_compared_the_page_says_so(page_of):
    page = page_of("backtest", Small({"X": level()}).report("T01", "X", *[None] * 11, 40))
    assert "总分不能检验" in page.info[0].value


def test_too_few_reports_for_chances_are_told(page_of):
    small = Small({"X": level(frequency="yearly")}).report("T01", "X", *[None] * 11, 40)
    page = page_of("backtest", small)
    assert not page.exception
    assert "没有说过得满分的可能性" in texts(page)


def test_the_headline_says_to_which_side_it_leans():
    test = backtest_of(both(Small({"X": item(target=24, plan=PLAN)}), "X", *DONE))
    assert "预计高低相抵，平均报低 **" in headline(test, NOW)
    even = backtest_of(both(Small({"X": level()}), "X", *RISING))
    assert "预计高低相抵，没有偏向" in headline(even, NOW) and "平均差 **0.0** 分" in headline(even, NOW)


def test_a_signed_nought_has_no_sign():
    assert [signed(value) for value in (-0.004, 0.5, -1.25)] == ["0.00", "+0.50", "−1.25"]


def test_chances_are_said_as_elsewhere_beside_what_came():
    found = pd.DataFrame([(0.003, 0.04, 1920), (0.7, 0.68, 1081), (0.996, 0.9, 1622)], columns=["chance", "came", "count"])
    html = calibration_table(found)
    assert "较可能（70%）" in html and "<b>68%</b>" in html and "（1081 次）" in html and "基本相符" in html
    assert "几乎确定（&gt;95%）" in html and "说高了 10 个百分点" in html
    assert worst_bin(found)["chance"] == 0.996


def test_tables_name_every_kind_and_way_in_chinese(board):
    html = accuracy_table(board.backtest(2025)) + methods_table(board.backtest(2025))
    assert all(word in html for word in ("总分", "累计数", "比率", "平均值", "最近值", "按上年走势推算", "★ 误差最小"))
    assert "nan" not in html


def test_the_file_has_every_kind_and_month_in_chinese(board):
    view, test = board.view("2025-12"), board.backtest(2025)
    written = csv_file.write(file_rows(test), view.as_of, view.basis, view.fingerprint).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(written)))
    assert len(read) == len(test.accuracy)
    assert {one["指标类型"] for one in read} == {"总分", "累计数", "比率", "平均值", "最近值"}
    last = next(one for one in read if (one["指标类型"], one["月份"]) == ("总分", "5"))
    assert float(last["平均误差"]) == row(test.accuracy, TOTAL, 5)["absolute"]
    assert float(last["按序时的平均误差"]) == row(test.accuracy, TOTAL, 5)["schedule"]


def test_a_chart_without_any_error_is_drawn():
    months = pd.DataFrame({"month": range(1, 12), **{basis: 0.0 for basis in LINES}})
    assert forecast_errors(months, dict.fromkeys(LINES, 0.0), 300).layout.yaxis.range[1] == 1
