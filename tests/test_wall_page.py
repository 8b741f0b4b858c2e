"""The page 投影 without a browser: what its address may say, and what stands there before there is anything to show."""

from datetime import UTC, datetime

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from readiness.board import Board
from readiness.observations import Observations
from readiness.store import Origin, Store
from tests.small import Small, level


def reported(*rows: tuple[int, float]) -> Observations:
    return Observations.of(("T01", "A1", "", f"2026-{month:02d}", value, np.nan, "", "表.csv", "", 2) for month, value in rows)


@pytest.fixture
def board(tmp_path) -> Board:
    """January, then February, then February put right: a batch a day from 2 March on."""
    moments = iter(datetime(2026, 3, day, 4, tzinfo=UTC) for day in range(2, 9))
    store = Store(f"sqlite:///{tmp_path / 'board.db'}", clock=lambda: next(moments))
    for rows in ([(1, 50)], [(2, 60)], [(2, 70)]):
        store.add(reported(*rows), Origin("import", "甲"))
    return Board(Small({"A1": level()}).board.configuration, store.observations(), store.revision(), store)


def wall(page: AppTest) -> str:
    assert not page.exception
    return next((part.value for part in page.html if 'class="wall"' in part.value), "")


def test_without_a_word_the_newest_month_is_shown_on_the_forecast(page_of, board):
    assert "数据截至 <b>2026年2月</b> · 口径 <b>预计</b>" in wall(page_of("wall", board))


@pytest.mark.parametrize("month", ["2026-01", "2026年1月"])
@pytest.mark.parametrize("basis", ["today", "现状"])
def test_the_address_says_month_and_basis_in_code_words_or_in_chinese(page_of, board, month, basis):
    assert "数据截至 <b>2026年1月</b> · 口径 <b>现状</b>" in wall(page_of("wall", board, as_of=month, basis=basis))


def test_words_nobody_knows_show_the_usual_figures(page_of, board):
    assert wall(page_of("wall", board, as_of="1999-13", basis="x", unit="无此镇", known="99")) == wall(page_of("wall", board))


@pytest.mark.parametrize("known", ["1", "2026-03-02"])
def test_figures_as_they_were_known_say_so(page_of, board, known):
    told = wall(page_of("wall", board, known=known))
    assert "数据截至 <b>2026年1月</b>" in told and "以前的数据（版本 1）" in told
    assert f"指纹 <b>{board.as_known(1).fingerprint('2026-01')}</b>" in told


def test_before_there_was_anything_known_nothing_is_shown_and_nothing_breaks(page_of, board):
    page = page_of("wall", board, known="2026-03-01")
    assert wall(page) == "" and "还没有数据" in page.info[0].value


def test_an_empty_county_is_told_what_to_do(page_of):
    page = page_of("wall", Small({"A1": level()}))
    assert wall(page) == "" and "还没有数据" in page.info[0].value


def test_a_unit_that_the_address_names_has_its_screen(page_of, board):
    assert 'data-key="unit-T01"' in wall(page_of("wall", board, unit="T01镇"))
