"""Tables held beside those that were kept: what is another figure, and what is only noise, order or wording."""

from readiness.freeze.differences import differences


def both(kept: str, now: str) -> tuple[int, int]:
    found = differences({"units": kept}, {"units": now})
    return len(found.cells), found.wordings


def test_floating_noise_and_the_order_of_rows_are_no_difference():
    assert both("unit,total\nT01,45.0\nT02,1e9\n", "unit,total\nT02,1000000000.0000001\nT01,45.00000000000001\n") == (0, 0)
    assert both("unit,total\nT01,45.0\n", "unit,total\nT01,45.00001\n") == (1, 0)


def test_a_row_more_is_told_of_that_row_alone():
    assert both("unit,total,rank\nT01,45.0,1\n", "unit,total,rank\nT00,50.0,1\nT01,45.0,1\n") == (3, 0)
    assert both("unit,total\nT01,45.0\nT02,1.0\n", "unit,total\nT02,1.0\n") == (2, 0)


def test_a_new_column_is_no_difference_and_one_that_is_gone_is():
    assert both("unit,total\nT01,45.0\n", "unit,total,extra\nT01,45.0,1\n") == (0, 0)
    assert both("unit,total,grade\nT01,45.0,良好\n", "unit,total\nT01,45.0\n") == (1, 0)


def test_another_wording_is_no_other_figure():
    assert both("unit,takes,owed\nT01,还差 5 台,1.0\n", "unit,takes,owed\nT01,还需 5 台,1.0\n") == (0, 1)


def test_what_is_no_number_is_told_too():
    assert "例如单位 T01 等次：定格时“良好”，现在“优秀”" in str(differences({"units": "unit,grade\nT01,良好\n"}, {"units": "unit,grade\nT01,优秀\n"}))
