"""The letters of official documents: which of them, how large, and what a machine takes that has not got them."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

LATIN = "Times New Roman"
# Each by its name in Windows, and the name under which older machines and WPS have it.
OTHER_NAMES = {"仿宋": "仿宋_GB2312", "楷体": "楷体_GB2312", "黑体": "SimHei", "宋体": "SimSun", "方正小标宋简体": "宋体"}


@dataclass(frozen=True)
class Letters:
    """A face and its size in points; `latin` is that of figures and Latin letters."""

    face: str
    size: float
    bold: bool = False
    colour: str = "000000"
    latin: str = LATIN

    def set(self, style: ParagraphStyle) -> None:
        """Give a style these letters, and none of the theme's."""
        style.font.size, style.font.bold, style.font.italic = Pt(self.size), self.bold, False
        style.font.color.rgb = RGBColor.from_string(self.colour)
        properties = style.element.get_or_add_rPr()
        for old in properties.findall(qn("w:rFonts")):
            properties.remove(old)
        fonts = OxmlElement("w:rFonts")
        for part, face in (("ascii", self.latin), ("hAnsi", self.latin), ("eastAsia", self.face), ("cs", self.latin)):
            fonts.set(qn(f"w:{part}"), face)
        properties.insert(0, fonts)


BODY = Letters("仿宋", 16)
HEAD_1, HEAD_2 = Letters("黑体", 16, latin="黑体"), Letters("楷体", 16)
TITLE = Letters("方正小标宋简体", 22)
RED_HEAD = Letters("方正小标宋简体", 42, colour="FF0000")
NUMBER = Letters("宋体", 14, latin="宋体")
CELL, CELL_HEAD = Letters("仿宋", 12), Letters("黑体", 12)


def name_fonts(document: Document) -> None:
    """The other name of each face, for machines that lack it; and Chinese as the language of all text."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    entries = "".join(f'<w:font w:name="{face}"><w:altName w:val="{other}"/></w:font>' for face, other in OTHER_NAMES.items())
    part._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{entries}</w:fonts>'.encode()
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
