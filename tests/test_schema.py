"""The schemas that editors use: they cannot drift from the models, take what we take, and point at a slip."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from readiness.cli import main
from readiness.rules import RULES
from readiness.schema import ANY_RULE, FILES, schema_of
from readiness.yaml_file import read
from tests.small import item, rubric_data

CONFIG = Path(__file__).resolve().parents[1] / "config"
OURS = sorted(CONFIG.glob("*.yaml"))
EXAMPLES = [(kind, number) for kind, rule in RULES.items() for number in range(len(rule.examples))]


def as_an_editor_reads(part: Any) -> Any:
    """Our reader keeps true and false as they are written and leaves them to the model; an editor's reader does not."""
    if isinstance(part, dict):
        return {key: as_an_editor_reads(step) for key, step in part.items()}
    if isinstance(part, list):
        return [as_an_editor_reads(step) for step in part]
    return {"true": True, "false": False}.get(part, part) if isinstance(part, str) else part


def without_ids(part: Any) -> Any:
    """A small rubric as one writes it: nobody writes an id that stands as the key."""
    for group in ("bonus", "deductions", "vetoes", "categories", "indicators"):
        for entry in part.get(group, {}).values():
            entry.pop("id", None)
            without_ids(entry)
    return part


@pytest.fixture(scope="module")
def rubric() -> dict[str, Any]:
    line = {"type": "linear", "zero_at": 0, "full_at": 100}
    return without_ids(rubric_data(
        {"C01": item(rule=line, target=100), "C02": item(plan=[10 * month for month in range(12)], target="per_unit"),
         "C03": item(rule={"type": "tiers", "tiers": [{"min": 90, "points": 10}], "else": 2}),
         "C04": item(rule={"type": "weighted", "items": [{"weight": 1, "rule": {**line}}]})},
        bonus={"BN1": {"each": {"命名": 1}}}, vetoes={"V1": {"effect": "downgrade"}}))


def fault(kind: str, data: Any) -> tuple[str, str] | None:
    """Where the schema points first, and its complaint."""
    found = best_match(Draft202012Validator(schema_of(kind)).iter_errors(data))
    return found and ("/".join(map(str, found.absolute_path)), found.message)


@pytest.mark.parametrize("kind", FILES)
def test_the_files_are_what_the_models_say(kind, tmp_path):
    assert main(["schema", "--write", "--config", str(tmp_path)]) == 0
    assert (CONFIG / f"schema/{kind}.json").read_text("utf-8") == (tmp_path / f"schema/{kind}.json").read_text("utf-8"), (
        "run `python -m readiness schema --write`")


@pytest.mark.parametrize("kind", FILES)
def test_the_command_prints_the_same(kind, capsys):
    assert main(["schema", kind]) == 0
    assert json.loads(capsys.readouterr().out) == schema_of(kind)


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_is_itself_sound_and_every_block_in_it_is_used(kind):
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)
    assert [block for block in schema["$defs"] if f'"#/$defs/{block}"' not in text] == []
    assert "$schema" not in schema and "$id" not in schema


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_a_file_names_its_schema_in_its_first_line(path):
    first = path.read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=schema/{path.stem.partition('-')[0]}.json"
    assert (path.parent / first.partition("=")[2]).is_file()


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_own_files_are_taken(path):
    assert fault(path.stem.partition("-")[0], as_an_editor_reads(read(path).data)) is None


@pytest.mark.parametrize(("kind", "number"), EXAMPLES)
def test_the_examples_of_every_rule_type_are_taken(kind, number, rubric):
    written = deepcopy(rubric)
    written["categories"]["A"]["indicators"]["C01"]["rule"] = {"type": kind, **RULES[kind].examples[number].parameters}
    assert fault("rubric", json.loads(json.dumps(written))) is None


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_type_is_told_apart_and_said_in_chinese(kind):
    blocks = schema_of("rubric")["$defs"]
    choice = next(choice for choice in blocks[ANY_RULE]["properties"]["type"]["oneOf"] if choice["const"] == kind)
    branch = next(branch for branch in blocks[ANY_RULE]["allOf"] if branch["if"]["properties"]["type"]["const"] == kind)
    own = blocks[branch["then"]["$ref"].rpartition("/")[2]]
    assert choice["title"] == own["title"] == RULES[kind].title
    assert own["properties"]["type"]["const"] == kind
    assert own["additionalProperties"] is False
    assert choice["description"].startswith(RULES[kind].title)


def test_numbers_may_be_written_with_or_without_decimals(rubric):
    written = deepcopy(rubric)
    written["categories"]["A"]["indicators"]["C01"] |= {"points": 10.0, "target": 100.0}
    written["year"] = 2026.0
    assert fault("rubric", rubric) is None
    assert fault("rubric", written) is None


HERE = "categories/A/indicators"
SLIPS = {                                       # where, what is written there, where the schema points, what it speaks of
    "a misspelt setting": (f"{HERE}/C01/pionts", 10, f"{HERE}/C01", "pionts"),
    "a misspelt group": ("veto", {}, "", "veto"),
    "an id that nobody writes": (f"{HERE}/C01/id", "C01", f"{HERE}/C01", "id"),
    "an unknown rule type": (f"{HERE}/C01/rule/type", "liner", f"{HERE}/C01/rule/type", "liner"),
    "a parameter of another type": (f"{HERE}/C01/rule/floor_ratio", 0.6, f"{HERE}/C01/rule", "floor_ratio"),
    "a name where the YAML has an alias": (f"{HERE}/C03/rule/otherwise", 1, f"{HERE}/C03/rule", "otherwise"),
    "text for a number": (f"{HERE}/C01/points", "十", f"{HERE}/C01/points", "十"),
    "text for a parameter": (f"{HERE}/C01/rule/full_at", "ninety", f"{HERE}/C01/rule/full_at", "ninety"),
    "true for a number": (f"{HERE}/C01/points", True, f"{HERE}/C01/points", "True"),
    "no points at all": (f"{HERE}/C01/points", 0, f"{HERE}/C01/points", "0"),
    "a target in words": (f"{HERE}/C02/target", "per_town", f"{HERE}/C02/target", "per_unit"),
    "a plan of eleven months": (f"{HERE}/C02/plan", [0] * 11, f"{HERE}/C02/plan", "too short"),
    "a month of a plan in words": (f"{HERE}/C02/plan/3", "四月", f"{HERE}/C02/plan/3", "四月"),
    "a tier without points": (f"{HERE}/C03/rule/tiers/0", {"min": 90}, f"{HERE}/C03/rule/tiers/0", "points"),
    "a rule within a rule": (f"{HERE}/C04/rule/items/0/rule/zero_at", "零", f"{HERE}/C04/rule/items/0/rule/zero_at", "零"),
    "an unknown way to add up": (f"{HERE}/C01/accumulate", "total", f"{HERE}/C01/accumulate", "total"),
    "an unknown effect": ("vetoes/V1/effect", "kill", "vetoes/V1/effect", "kill"),
    "a year of another age": ("year", 26, "year", "26"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_refused_where_it_stands(slip, rubric):
    place, value, points_at, speaks_of = SLIPS[slip]
    written = deepcopy(rubric)
    *way, last = place.split("/")
    target = written
    for step in way:
        target = target[int(step) if isinstance(target, list) else step]
    target[int(last) if isinstance(target, list) else last] = value
    where, what = fault("rubric", written)
    assert where == points_at
    assert speaks_of in what


@pytest.mark.parametrize("setting", ["type", "zero_at", "full_at"])
def test_a_rule_that_lacks_something_is_told_so(setting, rubric):
    written = deepcopy(rubric)
    del written["categories"]["A"]["indicators"]["C01"]["rule"][setting]
    assert fault("rubric", written) == (f"{HERE}/C01/rule", f"'{setting}' is a required property")


@pytest.mark.parametrize(("kind", "data", "place"), [
    ("units", {"county": {"id": "XX", "name": "小县"}, "townships": {"T01": {"nmae": "东镇"}}, "departments": {}}, "townships/T01"),
    ("units", {"county": {"name": "小县"}, "townships": {}, "departments": {}}, "county"),
    ("units", {"county": {"id": "XX", "name": "小县", "kind": "county"}, "townships": {}, "departments": {}}, "county"),
    ("targets", {"C03": {"T01": "六台"}}, "C03/T01"), ("settings", {"demo": "data/demo"}, "")])
def test_a_slip_in_another_file_is_refused_where_it_stands(kind, data, place):
    assert fault(kind, data)[0] == place
