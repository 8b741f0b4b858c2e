"""The configuration folder as a whole: settings, a rubric for each year, the county with its targets.

    settings.yaml + rubric-YYYY.yaml … + units.yaml + targets-YYYY.yaml + access.yaml + screens.yaml → `Configuration`, or every problem with its line
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import Field

from readiness.access import FILE as ACCESS_FILE
from readiness.access import Access, read_access
from readiness.county import County, read_county
from readiness.problems import Problem, ProblemsFound
from readiness.rotation import DEFAULT as DEFAULT_ROTATION
from readiness.rotation import FILE as ROTATION_FILE
from readiness.rotation import Rotation, read_rotation
from readiness.rubric import Rubric
from readiness.rubric.setting import Setting
from readiness.rubric_file import read_rubric
from readiness.yaml_file import build, read

ROOT = Path(__file__).resolve().parent.parent
NO_FIGURE_RESTS_ON = (ACCESS_FILE, ROTATION_FILE)


class Settings(Setting):
    """What `config/settings.yaml` holds.

    `demo_data`: forms loaded into an empty store at the first start.  `report_by`: the day of the next month by which figures are due.
    """

    demo_data: str = ""
    report_by: int = Field(default=3, ge=1, le=28)


@dataclass(frozen=True)
class Configuration:
    """All that is configured; `digest` changes with all of it that scores rest on.  `doubts` may be meant as they are."""

    folder: Path
    settings: Settings
    rubrics: dict[int, Rubric]
    county: County
    digest: str
    stamp: tuple = ()
    doubts: tuple[Problem, ...] = ()
    access: Access = Access()
    rotation: Rotation = DEFAULT_ROTATION


def default_folder() -> Path:
    """`READINESS_CONFIG`, else `config/` of this project."""
    return Path(os.environ.get("READINESS_CONFIG") or ROOT / "config")


def files_of(folder: Path) -> dict[str, bytes]:
    """The YAML files of a configuration folder by name, but for who may write and what is shown on the wall: no figure rests on those."""
    return {path.name: path.read_bytes() for path in sorted(set(folder.glob("*.yaml")) - {folder / name for name in NO_FIGURE_RESTS_ON})}


def digest_of(files: Mapping[str, bytes]) -> str:
    """A hash over the files that figures rest on."""
    content = hashlib.sha256()
    for name, raw in files.items():
        content.update(name.encode() + b"\0" + raw)
    return content.hexdigest()


def configuration_of(files: Mapping[str, bytes]) -> Configuration:
    """The configuration in files that were kept; its `folder` is gone.  Raises `ProblemsFound`."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "config"
        folder.mkdir()
        for name, raw in files.items():
            (folder / name).write_bytes(raw)
        return load_configuration(folder)


def stamp_of(folder: Path) -> tuple:
    """Names, sizes and times of a folder's YAML files: tells cheaply whether anything was saved since."""
    found = sorted(folder.glob("*.yaml"))
    return tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in found)


def load_configuration(folder: Path) -> Configuration:
    """The configuration in `folder`; raises `ProblemsFound` with every fault of every file."""
    problems: list[Problem] = []
    stamp = stamp_of(folder)
    rubrics, doubts = _rubrics(folder, problems)
    settings = _settings(folder / "settings.yaml", problems)
    if problems:
        raise ProblemsFound(problems)
    county, more = read_county(folder, rubrics)
    access, rotation = _beside_the_figures(folder, county)
    return Configuration(folder, settings, rubrics, county, digest_of(files_of(folder)), stamp, (*doubts, *more), access, rotation)


def _beside_the_figures(folder: Path, county: County) -> tuple[Access, Rotation]:
    """Who may write, and what is shown on the wall."""
    found, problems = [], []
    for reading in (read_access, read_rotation):
        try:
            found.append(reading(folder, county))
        except ProblemsFound as refusal:
            problems.extend(refusal.problems)
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


def _rubrics(folder: Path, problems: list[Problem]) -> tuple[dict[int, Rubric], list[Problem]]:
    """The rubrics by year, and what is doubtful in them."""
    rubrics: dict[int, Rubric] = {}
    doubts: list[Problem] = []
    for path in sorted(folder.glob("rubric-*.yaml")):
        try:
            rubric, found = read_rubric(path)
        except ProblemsFound as refusal:
            problems.extend(refusal.problems)
        else:
            problems.extend(_of_its_year(path, rubric, rubrics))
            rubrics[rubric.year] = rubric
            doubts.extend(found)
    if not rubrics and not problems:
        problems.append(Problem(0, "", f"{folder} 里没有考核细则。", "放入 rubric-年份.yaml。", str(folder.name)))
    if not (folder / "units.yaml").exists():
        problems.append(Problem(0, "", f"{folder} 里没有单位表。", "放入 units.yaml。", str(folder.name)))
    return rubrics, doubts


def _of_its_year(path: Path, rubric: Rubric, rubrics: dict[int, Rubric]) -> Iterator[Problem]:
    """One file a year, named for it: its targets are looked for under the same year."""
    file = f"{path.parent.name}/{path.name}"
    if rubric.year in rubrics:
        yield Problem(0, "year", f"{rubric.year} 年的考核细则有两个文件。", "改其中一个的 year，或删去一个。", file)
    elif path.stem != f"rubric-{rubric.year}":
        yield Problem(0, "year", f"文件名和里面写的年度 {rubric.year} 对不上。", f"把文件改名为 rubric-{rubric.year}.yaml，或改 year。", file)


def _settings(path: Path, problems: list[Problem]) -> Settings:
    if not path.exists():
        return Settings()
    try:
        return build(read(path), Settings)
    except ProblemsFound as refusal:
        problems.extend(refusal.problems)
        return Settings()
