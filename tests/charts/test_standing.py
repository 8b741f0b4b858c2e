"""名次的说法: an arrow for a move, 并列 for a tie."""

import math

import pytest

from readiness.charts.standing import move_word, rank_word


@pytest.mark.parametrize(("change", "word"), [(2.0, "↑2"), (-1.0, "↓1"), (0.0, "—"), (math.nan, "")])
def test_a_move_is_an_arrow_and_a_number(change, word):
    assert move_word(change) == word


def test_equal_ranks_say_so():
    assert rank_word({"rank": 3.0, "tied": True}) == "并列 3"
    assert rank_word({"rank": math.nan, "tied": False}) == "—"
