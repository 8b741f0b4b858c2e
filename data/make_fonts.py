"""Makes the fonts in `static/fonts`: what is left of Noto Sans CJK SC when only the characters of GB 2312 and of this repository stay.

    python -m data.make_fonts [FOLDER of NotoSansCJK-Regular.ttc and -Bold.ttc]

One file a weight, with Latin letters, signs, the 6 763 characters of GB 2312 and whatever else this repository writes.
Noto Sans CJK is under the SIL Open Font License 1.1, which allows this under another name: see `static/fonts/OFL.txt`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path("/usr/share/fonts/opentype/noto")
TARGET = ROOT / "static/fonts"
SIMPLIFIED = 2                                        # of the five fonts in the collection: JP, KR, SC, TC, HK
WEIGHTS = {"Regular": 400, "Bold": 700}
FAMILY = "Readiness Sans"
OURS = ("*.py", "pages/**/*.py", "readiness/**/*.py", "config/*.yaml", "docs/*.md", "README.md")


def level(first: int, last: int) -> set[str]:
    """The characters in rows `first` to `last` of GB 2312."""
    codes = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(first, last + 1) for cell in range(1, 95))
    return {character for code in codes if (character := code.decode("gb2312", "ignore"))}


def written_here() -> Iterator[str]:
    """Every character that the repository's own texts use."""
    for pattern in OURS:
        for path in ROOT.glob(pattern):
            yield from path.read_text(encoding="utf-8")


def characters() -> set[str]:
    """All that stay."""
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2060), *range(0x2190, 0x2200), *range(0x25A0, 0x2600))}
    return latin | level(1, 9) | level(16, 87) | {one for one in written_here() if one.isprintable()}


def make(source: Path, weight: str, kept: set[str]) -> Path:
    """One file; its family is `FAMILY`, for a changed font may not bear the reserved name."""
    font = TTFont(source / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED)
    options = Options()
    options.flavor, options.layout_features, options.hinting, options.desubroutinize = "woff2", ["kern", "vert"], False, True
    options.name_IDs = [1, 2, 13, 14]
    cutter = Subsetter(options)
    cutter.populate(unicodes=[ord(one) for one in kept])
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = FAMILY
    font.flavor = "woff2"
    path = TARGET / f"readiness-sans-{WEIGHTS[weight]}.woff2"
    font.save(path)
    return path


def main(source: Path) -> None:
    kept = characters()
    for weight in WEIGHTS:
        path = make(source, weight, kept)
        print(f"{path.relative_to(ROOT)}  {len(kept)} characters  {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE)
