"""文件材料, and the buttons on 单位 and 差距清单: papers of what the reader chose; where there is none, why."""

import pytest

from readiness.papers import PAPERS
from tests.small import Small, item, level


@pytest.fixture
def county() -> Small:
    small = Small({"A": item(), "L": level()}, {"T01": {"name": "河湾镇"}, "T02": {"name": "青石镇"}})
    for unit, share in (("T01", 0), ("T02", 1)):
        small.report(unit, "A", *[share * 10] * 4).report(unit, "L", *[share * 100] * 4)
    return small


def buttons(page) -> dict[str, bool]:
    """The download buttons by their label: whether they can be pressed."""
    return {button.label: not button.disabled for button in page.get("download_button")}


def test_the_page_offers_every_paper_there_is_a_reason_for(page_of, county):
    page = page_of("papers", county, unit="河湾镇")
    assert not page.exception
    assert buttons(page) == {f"下载{paper.name} ({paper.ending.upper()})": paper.name != "提醒函" for paper in PAPERS.values()}


def test_where_there_is_no_paper_the_page_says_why(page_of, county):
    page = page_of("papers", county, unit="青石镇")
    assert not buttons(page)["下载督办单 (DOCX)"]
    assert any(block.value.startswith("青石镇没有到督办一步的红灯事项") for block in page.markdown)


@pytest.mark.parametrize(("name", "labels"), [("unit", {"下载督办单 (DOCX)", "下载提醒函 (DOCX)", "下载评分表 (DOCX)"}),
                                              ("gaps", {"下载差距清单 (XLSX)", "下载差距清单 (CSV)"})])
def test_papers_are_at_hand_where_their_rows_are(page_of, county, name, labels):
    page = page_of(name, county)
    assert not page.exception
    assert labels <= set(buttons(page))
