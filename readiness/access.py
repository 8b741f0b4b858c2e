"""Who may write: accounts and their roles out of `config/access.yaml`, and what a role allows.

    access.yaml + county → `Access` → the `Person` that an account is → may it report for these units, may it correct

Whoever is not named is a reader; without the file nobody who logs in may write.  The checks that a write makes raise
`NotAllowed`, with words for the screen.  How an account is come by is for the pages.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from readiness.county import County
from readiness.problems import Problem, ProblemsFound, did_you_mean
from readiness.rubric.setting import Setting
from readiness.words import PERSON_ROLES
from readiness.yaml_file import Document, build, read

FILE = "access.yaml"
Role = Literal["reader", "reporter", "clerk", "administrator"]
Way = Literal["off", "here", "login"]
Claim = Literal["email", "preferred_username", "sub"]


class NotAllowed(Exception):
    """This person may not do this; the message says why, in Chinese."""


class Account(Setting):
    """What one account may do.  `units` are for a reporter: the units that he reports for, by id or name."""

    role: Role
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """Somebody who is known: the account that is written beside what he does, his role, a reporter's own units by id."""

    account: str
    role: Role = "reader"
    units: frozenset[str] = frozenset()

    @property
    def may_report(self) -> bool:
        """Whether he may hand in figures at all."""
        return self.role != "reader"

    @property
    def may_correct(self) -> bool:
        """Whether he may correct figures in place, and undo."""
        return self.role in ("clerk", "administrator")

    @property
    def answers_for(self) -> frozenset[str] | None:
        """The ids of the units that he may report for; None: all of them."""
        return None if self.may_correct else self.units if self.may_report else frozenset()

    def must_report(self, units: Collection[str]) -> None:
        """Raise `NotAllowed` unless he may report for every one of `units` (ids)."""
        if not self.may_report:
            raise NotAllowed(f"账号 {self.account} 只能查看，不能填报。")
        if self.answers_for is not None and (others := sorted(set(units) - self.answers_for)):
            raise NotAllowed(f"账号 {self.account} 只能填报 {'、'.join(sorted(self.answers_for))}，不能填报 {'、'.join(others)}。")

    def must_correct(self) -> None:
        """Raise `NotAllowed` unless he may correct in place and undo."""
        if not self.may_correct:
            raise NotAllowed(f"账号 {self.account} 是{PERSON_ROLES[self.role]}，更正和撤销由考核办经办人办理。")


class Access(Setting):
    """What `config/access.yaml` holds.  `claim` is what the login tells of somebody that serves as his account: email,
    preferred_username or sub.  `hours` is how long after logging in one may write.
    """

    claim: Claim = "email"
    hours: Annotated[float, Field(gt=0)] = 12
    accounts: dict[str, Account] = {}

    def person(self, account: str) -> Person:
        """The person that an account is; one that is not named is a reader."""
        for name, given in self.accounts.items():
            if self._alike(name) == self._alike(account):
                return Person(account, given.role, frozenset(given.units))
        return Person(account)

    def _alike(self, account: str) -> str:
        """E-mail addresses and user names whatever their case; a `sub` is to the letter."""
        return account.strip() if self.claim == "sub" else plain_case(account)


def plain_case(account: str) -> str:
    """Small letters for A to Z alone: of two that only look alike to Unicode, one may be somebody else's."""
    return account.strip().encode().lower().decode()


def way_to_write() -> Way:
    """`READINESS_WRITE`: here, login, or off where it says nothing or anything else."""
    said = os.environ.get("READINESS_WRITE", "").strip()
    return said if said in get_args(Way) else "off"


def read_access(folder: Path, county: County) -> Access:
    """The access that `folder` describes, with units by id; raises `ProblemsFound` with every fault."""
    path = folder / FILE
    if not path.exists():
        return Access()
    document = read(path)
    access = build(document, Access)
    if problems := [*_doubled(access, document), *_units(access, document, county)]:
        raise ProblemsFound(problems)
    return access.model_copy(update={"accounts": {name: _by_id(given, county) for name, given in access.accounts.items()}})


def _by_id(account: Account, county: County) -> Account:
    return account.model_copy(update={"units": tuple(county.by_name[word] for word in account.units)})


def _doubled(access: Access, document: Document) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name in access.accounts:
        other = first.setdefault(plain_case(name), name)
        if other != name:
            yield document.problem(("accounts", name), f"和第 {document.line(('accounts', other))} 行的 {other} 是同一个账号，大小写不算区别。",
                                   "删去其中一处。")


def _units(access: Access, document: Document, county: County) -> Iterator[Problem]:
    for name, given in access.accounts.items():
        here = ("accounts", name)
        if given.role == "reporter" and not given.units:
            yield document.problem(here, "填报员没有写明替哪些单位填报。", "补上一行  units: [单位编号或名称]")
        elif given.role != "reporter" and given.units:
            yield document.problem((*here, "units"), f"只有填报员才分单位，{PERSON_ROLES[given.role]}不分。",
                                   "删去 units，或把 role 改成 reporter。")
        for at, word in enumerate(given.units):
            if word not in county.by_name:
                yield document.problem((*here, "units", at), f"没有“{word}”这个单位。", did_you_mean(word, county.by_name, "核对 units.yaml。"))
