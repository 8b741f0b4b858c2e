"""Who may write: access.yaml read with every fault at its line, and what each role allows."""

import pytest

from readiness.access import NotAllowed, Person, read_access
from readiness.configuration import digest_of, files_of, load_configuration, stamp_of
from readiness.problems import ProblemsFound
from tests.small import Small, item

COUNTY = Small({"C01": item()}, {"T01": {"name": "河湾镇", "aliases": ["河湾"]}, "T02": {"name": "青石镇"}}, {"D01": {"name": "发展和改革局"}})


def access_of(folder, text: str):
    (folder / "access.yaml").write_text(text, encoding="utf-8")
    return read_access(folder, COUNTY.county)


def refusal(folder, text: str) -> str:
    (folder / "config").mkdir()
    with pytest.raises(ProblemsFound) as refused:
        access_of(folder / "config", text)
    return str(refused.value)


GOOD = """\
accounts:
  zhang@county.example: {role: reporter, units: [河湾, T02]}
  li@county.example: {role: clerk}
  wang@county.example: {role: administrator}
  zhao@county.example: {role: reader}
"""


def test_a_reporter_answers_for_the_units_he_is_given_by_id_name_or_other_name(tmp_path):
    assert access_of(tmp_path, GOOD).person("zhang@county.example") == Person("zhang@county.example", "reporter", frozenset({"T01", "T02"}))


def test_whoever_is_not_named_is_a_reader(tmp_path):
    assert access_of(tmp_path, GOOD).person("else@county.example").role == "reader"


def test_without_the_file_everybody_is_a_reader(tmp_path):
    assert read_access(tmp_path, COUNTY.county).person("li@county.example").role == "reader"


def test_an_address_is_known_whatever_its_case(tmp_path):
    assert access_of(tmp_path, GOOD).person(" Li@County.Example ").role == "clerk"


@pytest.mark.parametrize("lookalike", ["zhan\u0261@county.example", "\u212aong@county.example", "zhang@county.example.com", "zhang@\uff43ounty.example"])
def test_an_account_that_only_looks_alike_is_somebody_else(tmp_path, lookalike):
    assert access_of(tmp_path, GOOD + "  kong@county.example: {role: clerk}\n").person(lookalike).role == "reader"


def test_a_sub_is_told_apart_to_the_letter(tmp_path):
    access = access_of(tmp_path, "claim: sub\naccounts: {aBc1: {role: clerk}}\n")
    assert [access.person(sub).role for sub in ("aBc1", "abc1")] == ["clerk", "reader"]


def test_every_fault_of_the_accounts_is_told_at_once(tmp_path):
    assert refusal(tmp_path, """\
accounts:
  zhang@county.example: {role: reporter}
  li@county.example: {role: reporter, units: [河弯镇, T02]}
  Li@County.Example: {role: clerk}
  wang@county.example: {role: clerk, units: [T01]}
""") == """\
config/access.yaml 有 4 处问题:

  第 2 行 · zhang@county.example
    填报员没有写明替哪些单位填报。
    补上一行  units: [单位编号或名称]

  第 3 行 · li@county.example › units › 1
    没有“河弯镇”这个单位。
    是不是想写  河湾镇?

  第 4 行 · Li@County.Example
    和第 3 行的 li@county.example 是同一个账号，大小写不算区别。
    删去其中一处。

  第 5 行 · wang@county.example › units
    只有填报员才分单位，考核办经办人不分。
    删去 units，或把 role 改成 reporter。
"""


@pytest.mark.parametrize(("text", "told"), [
    ("accounts:\n  a@b: {role: clerk}\n  a@b: {role: reader}\n", "第 2 行已经写过 a@b"),
    ("accounts:\n  a@b: {role: 填报员, units: [T01]}\n", "是不是想写  reporter?"),
    ("accounts:\n  a@b: {rolle: clerk}\n", "是不是想写  role?"),
    ("accounts:\n  a@b: clerk\n", "写成  a@b: {role: clerk}"),
    ("account:\n  a@b: {role: clerk}\n", "是不是想写  accounts?"),
    ("accounts:\n", "第 1 行 · accounts\n    这里是空的。"),
    ("claim: mail\n", "是不是想写  email?"),
    ("hours: 0\n", "要大于 0"),
    ("hours: 半天\n", "不是数字"),
])
def test_a_slip_in_access_is_told_in_these_words(tmp_path, text, told):
    assert told in refusal(tmp_path, text)


ROLES = {"reader": Person("a"), "reporter": Person("a", "reporter", frozenset({"T01"})), "clerk": Person("a", "clerk"),
         "administrator": Person("a", "administrator")}


@pytest.mark.parametrize(("role", "own", "others", "correct"), [
    ("reader", False, False, False), ("reporter", True, False, False), ("clerk", True, True, True), ("administrator", True, True, True)])
def test_each_role_may_do_what_the_table_of_rights_says(role, own, others, correct):
    def may(check, *arguments) -> bool:
        try:
            check(*arguments)
        except NotAllowed as refused:
            assert "账号 a" in str(refused)
            return False
        return True

    person = ROLES[role]
    assert may(person.must_report, {"T01"}) == own == person.may_report
    assert may(person.must_report, {"T01", "T02"}) == others == (person.answers_for is None)
    assert may(person.must_correct) == correct == person.may_correct


def test_a_reader_answers_for_no_unit_at_all():
    assert ROLES["reader"].answers_for == frozenset()


def test_who_may_write_changes_no_fingerprint_but_is_noticed(tmp_path):
    folder = COUNTY.write(tmp_path / "config")
    before = digest_of(files_of(folder)), stamp_of(folder)
    (folder / "access.yaml").write_text(GOOD, encoding="utf-8")
    assert digest_of(files_of(folder)) == before[0]
    assert stamp_of(folder) != before[1]
    assert load_configuration(folder).access.person("li@county.example").role == "clerk"
