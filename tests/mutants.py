"""Slips that a hand makes in a rubric, made on purpose and systematically over the whole file, in its text so that lines are real.

    text → where every key and value stands → each operator at every place it fits → `Mutant`
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from readiness.lint.worked import example_points
from readiness.rubric import Indicator, Rubric

Path_ = tuple[str | int, ...]
Edit = tuple[int, int, str]
REQUIRED = ("name", "measure", "points", "accumulate", "rule", "effect", "title", "year", "categories")
CHOICES = ("accumulate", "frequency", "schedule", "county", "effect", "not_applicable", "no_cases", "unreported", "out_of", "better", "base_to_come",
           "forecast")


@dataclass(frozen=True)
class Mutant:
    """The rubric's text with one slip in it."""

    operator: str
    place: Path_
    text: str


@dataclass
class Source:
    """A rubric's text and where every key and value stands in it."""

    text: str
    rubric: Rubric
    keys: dict[Path_, yaml.Node] = field(default_factory=dict)
    values: dict[Path_, yaml.Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._walk(yaml.compose(self.text, Loader=yaml.SafeLoader), ())

    def _walk(self, node: yaml.Node, path: Path_) -> None:
        self.values[path] = node
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                here = (*path, key.value)
                self.keys[here] = key
                self._walk(value, here)
        elif isinstance(node, yaml.SequenceNode):
            for at, child in enumerate(node.value):
                self._walk(child, (*path, at))

    @cached_property
    def data(self) -> Any:
        """The file as plain data."""
        return yaml.safe_load(self.text)

    @cached_property
    def numbers(self) -> dict[Path_, float]:
        """Every number by its path."""
        return {path: float(node.value) for path, node in self.values.items()
                if node.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")}

    @cached_property
    def words(self) -> dict[Path_, str]:
        """Every text by its path."""
        return {path: node.value for path, node in self.values.items() if node.tag == "tag:yaml.org,2002:str"}

    @cached_property
    def indicators(self) -> dict[str, tuple[Path_, Indicator]]:
        """Every indicator with its path."""
        return {path[-1]: (path, self.rubric.indicators[path[-1]]) for path in self.values if path[-2:-1] == ("indicators",)}

    def put(self, path: Path_, new: str) -> Edit:
        """The edit that writes another value at `path`."""
        node = self.values[path]
        return node.start_mark.index, node.end_mark.index, new

    def written(self, path: Path_) -> str:
        """The text of the value at `path`."""
        return self.text[self.values[path].start_mark.index:self.values[path].end_mark.index]

    def block(self, path: Path_) -> tuple[int, int]:
        """From the line of a key to the line where its value ends, for keys that begin their line."""
        start = self.text.rindex("\n", 0, self.keys[path].start_mark.index) + 1
        end = self.values[path].end_mark.index
        return start, (end if self.text[end - 1] == "\n" else self.text.index("\n", end) + 1)

    def begins_its_line(self, path: Path_) -> bool:
        """Whether nothing but space stands before the key."""
        start = self.keys[path].start_mark
        return not self.text[start.index - start.column:start.index].strip()

    def mutant(self, operator: str, place: Path_, *edits: Edit) -> Mutant:
        """The text with `edits` made."""
        text = self.text
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        return Mutant(operator, place, text)


def _number(value: float) -> str:
    return repr(round(value, 6)).removesuffix(".0")


def _in_rule(path: Path_) -> bool:
    """Whether a path lies in a rule, an indicator's own or one put on top, and not in a plan."""
    inside = path[path.index("indicators") + 2:] if "indicators" in path else ()
    return inside[:1] in (("rule",), ("extras",)) and "plan" not in inside


def rule_numbers(source: Source) -> Iterator[Mutant]:
    for path, number in source.numbers.items():
        if _in_rule(path):
            for changed in (number * 1.1 or 1.0, number * 0.9 or -1.0):
                yield source.mutant("rule number", path, source.put(path, _number(changed)))


def indicator_points(source: Source) -> Iterator[Mutant]:
    for path, number in source.numbers.items():
        if path[-1] == "points" and path[-3:-2] == ("indicators",):
            yield source.mutant("indicator points", path, source.put(path, _number(number + 0.5)))


def category_points(source: Source) -> Iterator[Mutant]:
    for path, number in source.numbers.items():
        if path[-1] in ("points", "full_points") and len(path) in (1, 3):
            yield source.mutant("category points", path, source.put(path, _number(number + 1)))


def example_points_written(source: Source) -> Iterator[Mutant]:
    for path, number in source.numbers.items():
        if "examples" in path and path[-1] == "points":
            yield source.mutant("example points", path, source.put(path, _number(number + 0.1)))


def example_figures(source: Source) -> Iterator[Mutant]:
    """Figures of examples, where the example is no longer true: beyond either end of a rule many figures earn the same."""
    for path, number in source.numbers.items():
        if "examples" in path and path[-1] != "points":
            changed = number * 1.1 or 1.0
            if not _still_true(source, path, changed):
                yield source.mutant("example figure", path, source.put(path, _number(changed)))


def _still_true(source: Source, path: Path_, changed: float) -> bool:
    at = path.index("examples")
    item, number, inside = source.indicators[path[at - 1]][1], path[at + 1], path[at + 2:]
    example = item.examples[number]
    update = {inside[0]: changed} if len(inside) == 1 else {"parts": {**example.parts, inside[1]: changed}}
    examples = (*item.examples[:number], example.model_copy(update=update), *item.examples[number + 1:])
    return abs(example_points(item.model_copy(update={"examples": examples}), number) - example.points) <= 1e-9


def targets(source: Source) -> Iterator[Mutant]:
    for path, number in source.numbers.items():
        if path[-1] == "target" and path[-3:-2] == ("indicators",):
            for changed in (number * 1.1 or 1.0, number * 0.9 or -1.0):
                yield source.mutant("target", path, source.put(path, _number(changed)))


def tiers_dropped(source: Source) -> Iterator[Mutant]:
    for path, node in source.values.items():
        if path[-2:-1] == ("tiers",) and isinstance(path[-1], int):
            after = source.values.get((*path[:-1], path[-1] + 1))
            before = source.values.get((*path[:-1], path[-1] - 1))
            start = node.start_mark.index if after or not before else before.end_mark.index
            end = after.start_mark.index if after else node.end_mark.index
            yield source.mutant("tier dropped", path, (start, end, ""))


def bounds_swapped(source: Source) -> Iterator[Mutant]:
    """Neighbouring tiers' bounds, the two ends of a line, the two ends of what is possible."""
    pairs = [(path, (*path[:-2], path[-2] + 1, path[-1])) for path in source.numbers if path[-1] == "min" and "tiers" in path]
    pairs += [(path, (*path[:-1], "full_at")) for path in source.numbers if path[-1] == "zero_at"]
    pairs += [(path, (*path[:-1], 1)) for path in source.numbers if path[-2:] == ("possible", 0)]
    for one, other in pairs:
        if other in source.numbers:
            yield _swapped(source, "bounds swapped", one, other)


def _swapped(source: Source, operator: str, one: Path_, other: Path_) -> Mutant:
    return source.mutant(operator, one, source.put(one, source.written(other)), source.put(other, source.written(one)))


def months_swapped(source: Source) -> Iterator[Mutant]:
    """Neighbouring months of a plan; of a path that follows the seasons those away from its ends and its turn."""
    for path, number in source.numbers.items():
        following = (*path[:-1], path[-1] + 1) if path[-2:-1] == ("plan",) else ()
        if source.numbers.get(following, number) != number and (not _seasonal(source, path) or _in_a_stretch(source, path)):
            yield _swapped(source, "months swapped", path, following)


def _seasonal(source: Source, path: Path_) -> bool:
    return source.words.get((*path[:-2], "schedule")) == "seasonal"


def _in_a_stretch(source: Source, path: Path_) -> bool:
    """Whether the months from two before to two after go one way."""
    around = [source.numbers.get((*path[:-1], path[-1] + away)) for away in (-1, 0, 1, 2)]
    return None not in around and around in (sorted(around), sorted(around, reverse=True))


def plans_end_short(source: Source) -> Iterator[Mutant]:
    for path, number in source.numbers.items():
        if path[-2:] == ("plan", 11):
            yield source.mutant("plan ends short", path, source.put(path, _number(max(number * 0.97, source.numbers[(*path[:-1], 10)] * 0.97))))


def keys_misspelt(source: Source) -> Iterator[Mutant]:
    settings = _setting_names(Rubric.model_json_schema())
    for path, node in source.keys.items():
        if node.value in settings and not _free(path) and (slip := _transposed(node.value)) != node.value:
            yield source.mutant("key misspelt", path, (node.start_mark.index, node.end_mark.index, slip))


def _setting_names(schema: dict[str, Any]) -> set[str]:
    return {name for block in (schema, *schema["$defs"].values()) for name in block.get("properties", {})}


def _free(path: Path_) -> bool:
    """Whether the key is a name that the author chose: a part, an item, an id."""
    return path[-2:-1] in {(word,) for word in ("parts", "items", "stages", "deduct_per", "refund", "each", "indicators", "categories",
                                                "bonus", "deductions", "vetoes")} and not isinstance(path[-1], int)


def _transposed(word: str) -> str:
    middle = len(word) // 2
    return word[:middle - 1] + word[middle] + word[middle - 1] + word[middle + 1:]


def keys_twice(source: Source) -> Iterator[Mutant]:
    for path in source.keys:
        if source.begins_its_line(path) and source.values[path].start_mark.line == source.keys[path].start_mark.line:
            start, end = source.block(path)
            yield source.mutant("key twice", path, (end, end, source.text[start:end]))


def keys_deleted(source: Source) -> Iterator[Mutant]:
    for path in source.keys:
        if path[-1] in REQUIRED and not _free(path) and source.begins_its_line(path):
            yield source.mutant("required key deleted", path, (*source.block(path), ""))


def types_unknown(source: Source) -> Iterator[Mutant]:
    for path, word in source.words.items():
        if path[-1] == "type" and _in_rule(path):
            yield source.mutant("rule type unknown", path, source.put(path, _transposed(word)))


def choices_unknown(source: Source) -> Iterator[Mutant]:
    for path, word in source.words.items():
        if path[-1] in (*CHOICES, "beyond"):
            yield source.mutant("choice unknown", path, source.put(path, _transposed(word)))


def yes_and_no(source: Source) -> Iterator[Mutant]:
    for at, path in enumerate(source.words):
        if path[-1] in ("name", "measure", "advice", "deadline", "theme", "title"):
            yield source.mutant("yes or no for text", path, source.put(path, ("yes", "no", "on", "off")[at % 4]))


def text_for_numbers(source: Source) -> Iterator[Mutant]:
    for path in source.numbers:
        yield source.mutant("text for a number", path, source.put(path, source.written(path) + "分"))


def numbers_for_text(source: Source) -> Iterator[Mutant]:
    for path in source.words:
        if path[-1] in ("name", "measure", "advice", "title"):
            yield source.mutant("number for text", path, source.put(path, "12"))


def other_way(source: Source) -> Iterator[Mutant]:
    """Which side costs points, and which way is better, turned round."""
    turned = {"above": "below", "below": "above", "higher": "lower", "lower": "higher", "target": "counted"}
    for path, word in source.words.items():
        if path[-1] in ("beyond", "better", "out_of") and word in turned:
            yield source.mutant("wrong way round", path, source.put(path, turned[word]))


def ids_twice(source: Source) -> Iterator[Mutant]:
    """An indicator under the id of one in another category."""
    for path, _ in source.indicators.values():
        other = next(one for one, (there, _) in source.indicators.items() if there[:-1] != path[:-1])
        node = source.keys[path]
        yield source.mutant("id used twice", path, (node.start_mark.index, node.end_mark.index, other))


def names_unknown(source: Source) -> Iterator[Mutant]:
    """Grades, indicators, parts and townships that are not there."""
    for path, word in source.words.items():
        named = path[-1] in ("grade", "indicator", "part") or path[-2:-1] in (("general_duties",), ("townships",))
        if named and (path[0] in ("departments", "vetoes", "bonus") or "townships" in path):
            yield source.mutant("name unknown", path, source.put(path, f"{word}9"))


MISFITS = {"sum": ("base_to_come: days", "keeps: true", "forecast: rate"), "latest": ("base_to_come: steady", "forecast: profile"),
           "ratio": ("keeps: false", "forecast: hold"), "mean": ("keeps: true", "forecast: damped")}


def said_of_another_figure(source: Source) -> Iterator[Mutant]:
    """What is said of the months to come, where the figure has no such thing: no denominator, no level, no such way on."""
    for path, item in source.indicators.values():
        place = (*path, "accumulate")
        if {item.accumulate_of(name) for name in item.part_names} == {item.accumulate}:
            for line in MISFITS[item.accumulate]:
                end = source.values[place].end_mark
                start = source.keys[place].start_mark
                yield source.mutant("said of another figure", place, (end.index, end.index, f"\n{' ' * start.column}{line}"))


def events_above_their_cap(source: Source) -> Iterator[Mutant]:
    for path in source.numbers:
        cap = source.numbers.get((*path[:2], "cap"))
        worth = path[2:3] == ("each",) or path[2:] == ("beats", "points")
        if cap is not None and worth:
            yield source.mutant("event above its cap", path, source.put(path, _number(cap + 0.1)))


OPERATORS = (rule_numbers, indicator_points, category_points, example_points_written, example_figures, targets, tiers_dropped, bounds_swapped,
             months_swapped, plans_end_short, keys_misspelt, keys_twice, keys_deleted, types_unknown, choices_unknown, yes_and_no,
             text_for_numbers, numbers_for_text, other_way, ids_twice, names_unknown, said_of_another_figure,
             events_above_their_cap)
