"""What the rubric names must be there: indicators, parts and grades."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.lint.draft import Draft
from readiness.problems import Problem, did_you_mean
from readiness.rubric import Veto
from readiness.yaml_file import Path_


def references(draft: Draft) -> Iterator[Problem]:
    """Everything that is named and not there."""
    for path, key in _named(draft):
        if key not in draft.known:
            yield draft.fault(path, f"没有编号是 {key} 的指标。", did_you_mean(key, draft.known, "核对指标编号。"))
    for key, veto in draft.rubric.vetoes.items():
        yield from _watched_part(draft, key, veto)
        if veto.below and veto.below.category not in draft.rubric.all_categories and draft.whole(()):
            known = draft.rubric.all_categories
            yield draft.fault(("vetoes", key, "below", "category"), f"没有编号是 {veto.below.category} 的板块。",
                              did_you_mean(veto.below.category, known, "可选: " + "、".join(known)))
        yield from _grade(draft, key, veto)


def _named(draft: Draft) -> Iterator[tuple[Path_, str]]:
    """Every indicator that something refers to."""
    rubric = draft.rubric
    yield from ((("departments", "general_duties", at), key) for at, key in enumerate(rubric.departments.general_duties))
    yield from ((("bonus", key, "beats", "indicator"), item.beats.indicator) for key, item in rubric.bonus.items() if item.beats)
    yield from ((("deductions", key, "beats", "indicator"), item.beats.indicator)
                for key, item in rubric.deductions.items() if item.beats)
    for key, veto in rubric.vetoes.items():
        yield from ((("vetoes", key, word, "indicator"), source.indicator) for word, source in veto.sources.items())
        yield from ((("vetoes", key, "items", at), item) for at, item in enumerate(veto.items))


def _watched_part(draft: Draft, key: str, veto: Veto) -> Iterator[Problem]:
    item = draft.rubric.indicators.get(veto.watch.indicator) if veto.watch else None
    if item and veto.watch.part not in item.part_names:
        listed = "、".join(filter(None, item.part_names))
        yield draft.fault(("vetoes", key, "watch", "part"), f"{item.id} 没有“{veto.watch.part}”这个分项。",
                          did_you_mean(veto.watch.part, item.part_names, f"可选: {listed}" if listed else "删去 part。"))


def _grade(draft: Draft, key: str, veto: Veto) -> Iterator[Problem]:
    names = [grade.name for grade in draft.rubric.grades]
    if veto.grade is not None and veto.grade not in names and ("grades",) not in draft.lost:
        yield draft.fault(("vetoes", key, "grade"), f"没有“{veto.grade}”这个等次。",
                          did_you_mean(veto.grade, names, "可选: " + "、".join(names)))
