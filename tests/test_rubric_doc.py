"""docs/rubric.md: the page names every setting there is, and every block on it is read, run and compared."""

import csv
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from readiness.cli import main
from readiness.county import Unit
from readiness.gaps import FIRST_COLUMNS, MORE_COLUMNS
from readiness.problems import ProblemsFound
from readiness.rubric import Adjustment, Category, DepartmentMix, Indicator, Lights, Part, Rubric, Veto
from readiness.rubric.adjustment import Beats, Missed, Watch, Worse
from readiness.rubric.indicator import Judged
from readiness.rubric.lights import PRESETS
from readiness.rubric_book.words import CHOICES
from readiness.rubric_file import load_rubric
from readiness.rule import Example, Rule
from readiness.rules import RULES
from readiness.rules.milestone import Node
from readiness.rules.monthly_section import Annual
from readiness.rules.rank import Band
from readiness.rules.tiers import Tier
from readiness.rules.weighted import Item
from readiness.words import ACCUMULATE, COLUMNS

PAGE = Path(__file__).parents[1] / "docs" / "rubric.md"
WITHIN = {"milestone": {"nodes": Node}, "monthly_section": {"annual": Annual}, "rank": {"bands": Band}, "tiers": {"tiers": Tier},
          "weighted": {"items": Item}, "min_of": {"items": Item}}
SETTINGS = {"The rubric": (Rubric, DepartmentMix), "Category 板块": (Category,), "Indicator 指标": (Indicator, Part, Judged, Example),
            "units.yaml and targets-YYYY.yaml": (Unit,), "bonus 加分": (Adjustment,), "veto 一票否决": (Veto,),
            "lights 红黄绿灯": (Lights,)}
TOLD_ELSEWHERE = {Veto: {"missed": Missed, "worse": Worse, "watch": Watch}, Adjustment: {"beats": Beats}}
ABOVE = ("bonus 加分", "deductions 扣分", "caps 封顶", "beyond_full 总分能否超过100", "grades 等次", "veto 一票否决",
         "lights 红黄绿灯")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, text, line, the heading above it, and the file that the line before it names."""

    kind: str
    text: str
    line: int
    heading: str
    file: str


def read_page() -> tuple[dict[str, str], list[Block]]:
    """Text by heading, and all blocks."""
    sections: dict[str, str] = {}
    blocks: list[Block] = []
    heading, said, inside = "", "", None
    for number, line in enumerate(PAGE.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("```"):
            if inside is None:
                inside = (line[3:], number, [])
            else:
                named = re.match(r"`([\w.-]+)`", said)
                blocks.append(Block(inside[0], "\n".join(inside[2]) + "\n", inside[1], heading, named[1] if named else ""))
                inside = None
        elif inside is not None:
            inside[2].append(line)
        elif line.startswith("#"):
            heading, said = line.lstrip("# "), ""
            sections[heading] = ""
        else:
            said = line or said
            sections[heading] += line + "\n"
    return sections, blocks


SECTIONS, BLOCKS = read_page()
START = [block for block in BLOCKS if block.heading == "1. Start here"]
FILES = {block.file: block.text for block in START if block.kind in ("yaml", "csv")}
HEADER = next(block.text for block in START if block.kind == "text").splitlines()[0]
YAML = [block for block in BLOCKS if block.kind == "yaml" and block not in START]


def is_indicators(data: Any) -> bool:
    return all(isinstance(entry, dict) and "rule" in entry for entry in data.values())


ITEMS = [pytest.param(block, id=f"line {block.line}") for block in YAML if is_indicators(yaml.safe_load(block.text))]
RUNS = [pytest.param(block, id=f"line {block.line}") for block in YAML if not is_indicators(yaml.safe_load(block.text))]


def rows(table: str) -> list[list[str]]:
    """The cells of every row of the tables in a text, without their headers."""
    found = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in table.splitlines() if line.startswith("|")]
    return [row for row in found if not row[0].startswith("---")]


def settings_of(heading: str) -> list[tuple[str, str]]:
    """Setting and default of every row that begins with a setting, in the tables under a heading."""
    return [(name, row[2]) for row in rows(SECTIONS[heading]) if len(row) == 4 for name in re.findall(r"`([\w.]+)`", row[0])]


def written_name(name: str, field: FieldInfo) -> str:
    return field.alias or name


def fields(model: type[BaseModel], within: dict[str, type[BaseModel]] | None = None) -> Iterator[tuple[str, FieldInfo]]:
    """Every setting of a model as it is written, those of a block within it as block.setting."""
    for name, field in model.model_fields.items():
        if name != "type" or not issubclass(model, Rule):
            yield written_name(name, field), field
    for block, inner in (within or {}).items():
        yield from ((f"{block}.{name}", field) for name, field in fields(inner))


def default_of(field: FieldInfo) -> str:
    """A default as the page writes it."""
    if field.is_required():
        return "must"
    if field.default is None or field.default == () or field.default == {} or field.default == "":
        return "none"
    if isinstance(field.default, bool):
        return f"`{str(field.default).lower()}`"
    if isinstance(field.default, BaseModel | dict) or isinstance(field.default, tuple) and isinstance(field.default[0], BaseModel):
        return "see below"
    if isinstance(field.default, float | int):
        return f"`{field.default:g}`"
    return f"`[{', '.join(field.default)}]`" if isinstance(field.default, tuple) else f"`{field.default}`"


# What is named


@pytest.mark.parametrize("name", RULES)
def test_every_rule_type_has_its_section(name):
    assert f"### {name} {RULES[name].title}\n" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("heading", ABOVE)
def test_what_stands_above_the_hundred_has_its_section(heading):
    assert f"### {heading}\n" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RULES)
def test_every_parameter_of_a_rule_stands_in_its_table_with_its_default(name):
    told = dict(settings_of(f"{name} {RULES[name].title}"))
    held = {setting: default_of(field) for setting, field in fields(RULES[name], WITHIN.get(name))}
    assert told == held


@pytest.mark.parametrize("heading", SETTINGS)
def test_every_setting_stands_in_its_table_with_its_default(heading):
    told = set(settings_of(heading))
    for model in SETTINGS[heading]:
        assert {(name, default_of(field)) for name, field in fields(model)} - told == set()


@pytest.mark.parametrize("heading", SETTINGS)
def test_no_table_names_a_setting_that_is_not_there(heading):
    there = {name for model in SETTINGS[heading] for name, _ in fields(model, {Adjustment: {"beats": Beats}}.get(model))}
    assert {name for name, _ in settings_of(heading)} <= there


@pytest.mark.parametrize("model", TOLD_ELSEWHERE)
def test_the_settings_of_what_a_veto_or_bonus_looks_at_are_named(model):
    said = SECTIONS["veto 一票否决" if model is Veto else "bonus 加分"]
    assert [name for name, _ in fields(model, TOLD_ELSEWHERE[model]) if f"`{name}`" not in said] == []


def test_every_preset_of_lights_is_told_as_it_is():
    told = {row[0].strip("`"): yaml.safe_load(row[1].strip("`")) for row in rows(SECTIONS["lights 红黄绿灯"]) if len(row) == 3}
    told.pop("preset")
    assert told.keys() == PRESETS.keys()
    assert [name for name in told if Lights(**told[name]).model_copy(update={"preset": name}) != Lights(preset=name)] == []


def test_every_column_that_gaps_prints_stands_in_its_table_with_its_chinese():
    told = [(name, word) for row in rows(SECTIONS["What gaps prints"])[1:]
            for name, word in zip(re.findall(r"`(\w+)`", row[0]), row[1].split("、"), strict=True)]
    assert sorted(told) == sorted((name, COLUMNS[name]) for name in FIRST_COLUMNS + MORE_COLUMNS)


def test_ways_of_adding_up_are_told_in_the_words_of_workbook_and_screen():
    told = {row[0].strip("`"): (row[1], row[2]) for row in rows(SECTIONS["Indicator 指标"]) if len(row) == 5}
    told.pop("accumulate")
    assert told == {way: (CHOICES["accumulate"][way], ACCUMULATE[way]) for way in ACCUMULATE}


def test_every_link_within_the_page_leads_to_a_heading():
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in SECTIONS}
    links = re.findall(r"\]\(#([^)]+)\)", PAGE.read_text(encoding="utf-8"))
    assert links and [link for link in links if link not in anchors] == []


# What is shown comes out


def load(folder: Path, data: dict[str, Any]) -> Rubric:
    """A rubric of these settings, read as any other."""
    path = folder / "rubric-2025.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return load_rubric(path)


def whole(indicators: dict[str, Any]) -> dict[str, Any]:
    """The least rubric around some indicators."""
    full = sum(item["points"] for item in indicators.values())
    category = {"name": "板块", "points": full, "indicators": indicators}
    return {"id": "doc", "title": "细则", "year": 2025, "full_points": full, "categories": {"X": category}}


@pytest.mark.parametrize("block", ITEMS)
def test_every_indicator_on_the_page_loads_and_its_examples_come_out(block, tmp_path):
    indicators = load(tmp_path, whole(yaml.safe_load(block.text))).indicators     # which refuses an example that does not come out
    assert all(indicator.examples for indicator in indicators.values())


@pytest.mark.parametrize("block", ITEMS)
def test_an_example_on_the_page_that_said_anything_else_would_be_refused(block, tmp_path):
    for name, indicator in yaml.safe_load(block.text).items():
        for example in indicator["examples"]:
            example["points"] += 0.01
            with pytest.raises(ProblemsFound) as refusal:
                load(tmp_path, whole({name: indicator}))
            assert [problem.what for problem in refusal.value.problems if f"{example['points']:g}" in problem.what]
            example["points"] -= 0.01


def test_every_rule_type_is_shown_with_examples_in_its_own_section():
    shown = {(block.heading, rule["type"]) for block in YAML if is_indicators(data := yaml.safe_load(block.text))
             for item in data.values() for rule in (item["rule"], *item.get("extras", ()))}
    assert {(f"{name} {rule.title}", name) for name, rule in RULES.items()} <= shown


# The folder of "Start here", and what is put into it


def folder_of(folder: Path, files: dict[str, str]) -> Path:
    """A configuration folder of these files."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def printed(folder: Path, data: list[str], capsys, *more: str) -> list[str]:
    """The lines that the command line prints."""
    assert main(["score", "--config", str(folder), "--data", *(str(folder / name) for name in data), *more]) == 0
    return capsys.readouterr().out.splitlines()


PRINTED = [(block.text, next(text for text in START[at + 1:] if text.kind == "text").text) for at, block in enumerate(START)
           if block.kind == "sh"]


@pytest.mark.parametrize(("command", "text"), PRINTED, ids=[command.strip() for command, _ in PRINTED])
def test_the_first_folder_prints_exactly_what_the_page_says(command, text, tmp_path, capsys, monkeypatch):
    (tmp_path / "DIR").mkdir()
    folder_of(tmp_path / "DIR", FILES)
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command.removeprefix("python -m readiness "))) == 0
    assert capsys.readouterr().out.strip() == text.strip()


def test_scores_of_units_and_cells_and_the_check_of_the_first_folder_are_shown():
    assert [shlex.split(command)[3] for command, _ in PRINTED] == ["score", "score", "check"]


def test_the_first_folder_has_what_the_page_says_and_nothing_else():
    assert set(FILES) == {"units.yaml", "rubric-2025.yaml", "targets-2025.yaml", "figures.csv"}


def rounded(line: str) -> list[str]:
    """The cells of a line, numbers at 9 decimals: processors differ in the last digit of a logarithm."""
    return [f"{float(cell):.9f}" if re.fullmatch(r"-?\d+\.\d+(e-?\d+)?", cell) else cell for cell in line.split(",")]


def follows(block: Block) -> dict[str, str]:
    """The blocks of other kinds between this one and the next YAML, by kind."""
    after = BLOCKS[BLOCKS.index(block) + 1:]
    own = after[:next((at for at, other in enumerate(after) if other.kind == "yaml"), len(after))]
    return {other.kind: other.text for other in own if other.heading == block.heading}


@pytest.mark.parametrize("block", RUNS)
def test_what_is_put_into_the_first_folder_prints_the_lines_below_it(block, tmp_path, capsys):
    more, settings = follows(block), yaml.safe_load(block.text)
    rubric = {**yaml.safe_load(FILES["rubric-2025.yaml"]), **settings}
    files = {**FILES, "rubric-2025.yaml": yaml.safe_dump(rubric, allow_unicode=True, sort_keys=False), "more.csv": more.get("csv", "")}
    if "2024-12" in files["more.csv"]:
        files["rubric-2024.yaml"] = files["rubric-2025.yaml"].replace("year: 2025", "year: 2024")
    data = ["figures.csv"] * ("categories" not in settings) + ["more.csv"] * ("csv" in more)
    if "categories" in settings:
        files.pop("targets-2025.yaml")
    lines = [rounded(line) for line in printed(folder_of(tmp_path, files), data, capsys)]
    assert more["text"].splitlines() and [line for line in more["text"].splitlines() if rounded(line) not in lines] == []


def test_every_row_of_the_form_shown_in_the_forms_page_is_read(tmp_path, capsys):
    form = re.search(r"```csv\n(.*?)```", (PAGE.parent / "forms.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    figure = {"name": "指标", "measure": "%", "points": 1, "frequency": "yearly"}
    items = {"A1": {**figure, "accumulate": "latest", "rule": {"type": "linear", "zero_at": 50, "full_at": 35}},
             "A2": {**figure, "accumulate": "ratio", "rule": {"type": "linear", "zero_at": 0, "full_at": 100}},
             "A3": {**figure, "accumulate": "sum", "rule": {"type": "per_occurrence", "deduct_per": {"省巡查": 0.3, "县巡查": 0.1}}}}
    rubric = {**whole(items), "bonus": {"BN1": {"name": "命名", "each": {"省级": 0.5}}}}
    folder = folder_of(tmp_path, {"units.yaml": FILES["units.yaml"], "rubric-2025.yaml": yaml.safe_dump(rubric, allow_unicode=True),
                                  "form.csv": form})
    cells = printed(folder, ["form.csv"], capsys, "--level", "indicator")
    assert [line.split(",")[-2:] for line in cells if line.startswith("T01")] == [
        [repr((50 - 36.5) / 15), "scored"], [repr(310 / 360), "scored"], [repr(0.7), "scored"]]


SCORES = [block for block in BLOCKS if block.kind == "text" and block.text.splitlines()[0].count(",") > 1]


@pytest.mark.parametrize("block", SCORES, ids=lambda block: f"line {block.line}")
def test_every_line_printed_on_the_page_has_the_columns_of_its_level(block):
    first = next(csv.reader(io.StringIO(block.text)))
    assert len(first) == (9 if "--level indicator" in PAGE.read_text(encoding="utf-8").splitlines()[block.line - 4]
                          else len(HEADER.split(",")))
