"""YAML as we write it: the same data for our reader and for any other, in the manner of our rubrics; comments counted."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from readiness.yaml_file import comments, dump, read

ROOT = Path(__file__).resolve().parents[1]
RUBRICS = [*sorted((ROOT / "config").glob("*.yaml")), ROOT / "tests" / "published" / "rubric-2016.yaml"]
TRAPS = ["yes", "No", "ON", "off", "y", "N", "true", "null", "~", "", " ", "010", "1:30", "2026-10-31", "1e5", "1.5", "0x1f", ".inf", "=", "<<",
         "a: b", "a #b", "# a", "- a", "[a]", "{a}", "甲、乙", "%", "@a", "`a", "'a'", '"a"', "a\nb", "a\tb", "a\\b", "\ufeff", "\u2028", "\x85",
         "\x7f", "😀", " 甲", "甲\u3000", "---", "...", "? a", "&a", "*a", "!a", "|", ">", "1_000", "+1", "-", "1.", "PM2.5", "μg/m³", "08", "1-2"]
texts = st.sampled_from(TRAPS) | st.text(max_size=12)
numbers = st.integers() | st.floats(allow_nan=False)
leaves = st.none() | texts | numbers


def nested(scalars):
    return st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=25)


def written_and_read(data):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(dump(data), encoding="utf-8")
        return read(path)


@given(st.dictionaries(texts, nested(leaves), max_size=5))
@example({text: [text, {text: text}] for text in TRAPS})
@example({"": {"name": "", "points": {"": [[1, [2.0, 1e-05]], {}, [], [{}]]}}})
@example({"long": ["甲" * 20] * 9, "longer": {"name": "甲" * 70, "each": {f"{at}": {"甲": 1e22} for at in range(30)}}})
def test_our_reader_reads_the_same_data_in_the_same_order_and_finds_no_fault(data):
    document = written_and_read(data)
    assert document.problems == []
    assert repr(document.data) == repr(data)


@given(st.dictionaries(texts, nested(leaves | st.booleans()), max_size=5))
@example({"true": True, "false": "false"})
def test_any_other_reader_reads_the_same_data_too(data):
    assert repr(yaml.safe_load(dump(data))) == repr(data)


@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.stem)
def test_our_own_files_written_anew_hold_the_same(path):
    data = read(path).data
    assert repr(written_and_read(data).data) == repr(data)


def test_a_rubric_is_written_in_the_manner_of_our_own():
    written = dump(read(ROOT / "config" / "rubric-2026.yaml").data)
    assert """
      B02:
        name: 主要污染物减排量完成率(COD/氨氮/NOx/VOCs)
        measure: "%"
        better: higher
        points: 4
        accumulate: latest
        rule: {type: weighted, parts: [COD, 氨氮, NOx, VOCs], each_part: {type: proportional}}
        target: 100
        baseline: 101
        plan: [0, 5, 12, 20, 30, 42, 52, 62, 72, 84, 94, 100]
""" in written
    assert """
        rule:
          type: tiers
          tiers:
            - {min: 95, points: 2}
            - {min: 90, points: 1.5}
            - {min: 80, points: 1}
          else: 0
""" in written
    assert '        deadline: "2026-10-31"\n' in written


def test_a_date_and_a_number_written_as_text_stay_text():
    assert dump({"a": "2026-10-31", "b": "010", "c": "1.5", "d": 1.5, "e": True, "f": "y"}) == (
        'a: "2026-10-31"\nb: "010"\nc: "1.5"\nd: 1.5\ne: true\nf: "y"\n')


def test_comments_are_counted_and_what_only_looks_like_one_is_not(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text('# one\na: 1   # two\nb: "x # no"\nc: x#no\nd: |\n  # no\n  text\n#three\ne: [1, # four\n  2]\n', encoding="utf-8")
    assert comments(path) == 4
