"""Who answers for the county's lost and winnable points: both accounts sum to the county's, and shares worked out by hand."""

import pytest

from tests.small import Small, item, level

SHARED = {"D1": {"leads": ("A1",)}, "D2": {"supports": ("A1",)}, "D3": {"supports": ("A1",)}}


def lost(small: Small, account: str) -> dict[str, float]:
    """unit → points lost when the year is over and nothing can be won any more."""
    rows = small.view().charges
    own = rows[rows["account"] == account].set_index("unit")
    assert own["winnable"].abs().max() <= 1e-9
    return own["lost"].to_dict()


@pytest.mark.parametrize("account", ["department", "township"])
@pytest.mark.parametrize("box", ["lost", "winnable"])
@pytest.mark.parametrize("month", ["2026-01", "2026-05", "2025-12"])
def test_each_account_sums_to_the_county_s_points_indicator_by_indicator(board, month, box, account):
    view = board.view(month)
    rows = view.charges[view.charges["account"] == account]
    given = rows.groupby("indicator")[box].sum()
    whole = list(view.county.units).index(view.county.whole.id)
    for at, key in enumerate(view.rubric.indicators):
        assert given.get(key, 0.0) == pytest.approx(view.boxes.cells[box][at, whole, view.month], abs=1e-9)


def test_the_lead_has_full_weight_and_each_supporter_the_share_of_the_rubric():
    small = Small({"A1": level()}, departments=SHARED).report("XX", "A1", *[60] * 12)
    assert lost(small, "department") == pytest.approx({"D1": 4 * 2 / 4, "D2": 4 * 1 / 4, "D3": 4 * 1 / 4})


def test_townships_share_by_the_amounts_that_they_fall_short_of_their_targets():
    small = Small({"A1": item(county="sum", target="per_unit")}, ("T01", "T02", "T03"), targets={
        "A1": {"T01": 4, "T02": 4, "T03": 2, "XX": 10}})
    for unit, amount in (("T01", 2), ("T02", 3), ("T03", 2)):
        small.report(unit, "A1", *[0] * 11, amount)
    owed = 10 * (1 - 7 / 10)
    assert lost(small, "township") == pytest.approx({"T01": owed * 2 / 3, "T02": owed * 1 / 3})


def test_with_nobody_to_charge_the_county_keeps_it():
    small = Small({"A1": level(townships="none")}).report("XX", "A1", *[60] * 12)
    assert lost(small, "department") == pytest.approx({"XX": 4})
    assert lost(small, "township") == pytest.approx({"XX": 4})
