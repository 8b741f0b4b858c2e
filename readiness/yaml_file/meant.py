"""What an author meant who wrote a Chinese word for a code word, or a number with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from readiness.problems import did_you_mean
from readiness.words import SETTINGS

# What officials write beside the words of `SETTINGS`.
_ALSO: Mapping[str, str] = {
    "累计": "accumulate", "规则": "rule", "乡镇": "townships", "部门": "departments", "单位": "measure", "值": "value", "得分": "points",
    "满分": "points", "分数": "points", "频次": "frequency", "频率": "frequency", "县": "county", "目标": "target", "类型": "type",
}
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL_DIGIT = re.compile(r"[０-９]")
_NUMBER = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?")
_DIGITS = "零一二三四五六七八九"
_IN_WORDS = re.compile(rf"([{_DIGITS}]?)(十?)([{_DIGITS}]?)")
_LISTED = re.compile(r"[-\d.]+(?:\s*[，、]\s*[-\d.]+)+")


def setting_meant(word: str, known: Iterable[str]) -> str:
    """The setting of `known` whose Chinese name `word` is, or is near; empty where there is none."""
    left = list(known)
    exact = [code for code in left if SETTINGS.get(code) == word]
    if exact or _ALSO.get(word) in left:
        return (exact or [_ALSO[word]])[0]
    return _nearest(word, {code: SETTINGS.get(code, "") for code in left})


def choice_meant(word: object, codes: Iterable[str], chinese: Mapping[str, str]) -> str:
    """What to do about a word that is none of `codes`: the one that is near, in code or in Chinese, else all of them."""
    listed = {code: chinese.get(code, "") for code in codes}
    near = _nearest(str(word), listed)
    said = (f"{code}（{meaning.partition('（')[0]}）" if meaning else code for code, meaning in listed.items())
    return f"是不是想写  {near}?" if near else did_you_mean(str(word), listed, "可选: " + "、".join(said))


def _nearest(word: str, chinese: Mapping[str, str]) -> str:
    """The code whose Chinese is most like `word`."""
    alike = {code: SequenceMatcher(None, word, said).ratio() for code, said in chinese.items() if said}
    best = max(alike, key=alike.__getitem__, default="")
    return best if best and alike[best] >= 0.6 else ""


def number_meant(given: str) -> str:
    """The number in `given`, in digits that YAML reads; empty where there is none or more than one."""
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", given.translate(_HALF_WIDTH))
    found = _NUMBER.findall(plain)
    return found[0] if len(found) == 1 else _out_of_words(plain.strip())


def _out_of_words(text: str) -> str:
    """五, 十二, 二十四 as digits."""
    found = _IN_WORDS.fullmatch(text)
    if not text or not found or found[1] and found[3] and not found[2]:
        return ""
    tens, ten, ones = found.groups()
    if not ten:
        return str(_DIGITS.index(tens or ones))
    return str(10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0))


def no_number(given: object, name: str) -> tuple[str, str]:
    """What is wrong with something that should be a number, and how the number is written; `name` is its setting, if any."""
    before = f"{name}: " if name else ""
    if not isinstance(given, str):
        shown = f"{given!r} " if isinstance(given, int | float) else ""
        return f"{shown}不是数字。", f"直接写数字，不加引号和单位:  {before}90"
    if _LISTED.fullmatch(given.strip()):
        return f"{given!r} 里有全角逗号“，”（或顿号“、”），分不开各个数。", "改成半角逗号“,”，后面空一格。"
    meant = number_meant(given)
    if meant and _FULL_DIGIT.search(given):
        return f"{given!r} 用了全角数字。", f"改成半角数字，不加引号和单位:  {before}{meant}"
    return f"{given!r} 不是数字。", f"直接写数字，不加引号和单位:  {before}{meant or 90}"
