"""A document in the form of official ones, after GB/T 9704-2012: page, letters, headings, page numbers, placeholders.

    Official() → text and headings, tables (`grid`) → bytes

A4 with 37 mm above, 28 mm inside and a block of 156 × 225 mm; 仿宋 三号, 22 lines of 28 letters; 一、黑体, （一）楷体; the title
小标宋 二号; page numbers 四号, outside, odd to the right and even to the left.  What only people can fill in stands in 【】 on
yellow.  The letters are named as Windows and WPS have them; where one is missing the other name beside it is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from readiness.papers.form import add_form
from readiness.papers.grid import Column, add_grid
from readiness.papers.letters import BODY, HEAD_1, HEAD_2, NUMBER, RED_HEAD, TITLE, Letters, name_fonts
from readiness.papers.marked import add_marked
from readiness.papers.saved import fixed, stamped

LINE = Pt(28.95)          # 22 lines in 225 mm
LETTER = 16.0             # points of 三号, by which paragraphs are set in
_LOOKS: dict[str, tuple[Letters, float, WD_ALIGN_PARAGRAPH]] = {      # style: letters, set in by so many letters, where it stands
    "Normal": (BODY, 0, WD_ALIGN_PARAGRAPH.JUSTIFY), "公文正文": (BODY, 2, WD_ALIGN_PARAGRAPH.JUSTIFY),
    "主送机关": (BODY, 0, WD_ALIGN_PARAGRAPH.LEFT), "Title": (TITLE, 0, WD_ALIGN_PARAGRAPH.CENTER),
    "Heading 1": (HEAD_1, 2, WD_ALIGN_PARAGRAPH.JUSTIFY), "Heading 2": (HEAD_2, 2, WD_ALIGN_PARAGRAPH.JUSTIFY),
    "发文机关标志": (RED_HEAD, 0, WD_ALIGN_PARAGRAPH.CENTER), "发文字号": (BODY, 0, WD_ALIGN_PARAGRAPH.CENTER),
    "附件题": (HEAD_1, 0, WD_ALIGN_PARAGRAPH.LEFT), "落款": (BODY, 0, WD_ALIGN_PARAGRAPH.RIGHT),
    "页码": (NUMBER, 0, WD_ALIGN_PARAGRAPH.LEFT),
}


class Official:
    """A document that grows from its head to its foot."""

    def __init__(self, title: str, stamp: str, lying: bool = False) -> None:
        self.document = Document()
        stamped(self.document.core_properties, title, stamp)
        name_fonts(self.document)
        for name, (letters, set_in, place) in _LOOKS.items():
            _style(self._style(name), letters, set_in, place)
        self.document.settings.odd_and_even_pages_header_footer = True
        _page(self.document.sections[0])
        if lying:
            _page(self.document.sections[0], lying=True)

    def _style(self, name: str) -> ParagraphStyle:
        styles = self.document.styles
        return styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)

    def text(self, words: str, style: str = "公文正文") -> Paragraph:
        """A paragraph; 【what is to be filled in】 is marked."""
        paragraph = self.document.add_paragraph(style=style)
        add_marked(paragraph, words)
        return paragraph

    def red_head(self) -> None:
        """发文机关标志, 发文字号 and the red line, to be filled in."""
        self.text("【发文机关】文件", "发文机关标志").paragraph_format.space_before = Pt(40)
        self.blank(1)
        number = self.text("【发文字号】", "发文字号")
        _red_line(number)

    def title(self, words: str) -> None:
        """公文标题, two lines under the red line."""
        self.blank(1)
        self.text(words, "Title").paragraph_format.space_before = LINE
        self.blank(1)

    def to(self, words: str = "【主送机关】：") -> None:
        """主送机关."""
        self.text(words, "主送机关")

    def head(self, words: str, level: int = 1) -> None:
        """一、 of level 1, （一） of level 2, each with what follows."""
        self.text(words, f"Heading {level}")

    def blank(self, lines: int) -> None:
        for _ in range(lines):
            self.text("", "主送机关")

    def grid(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float = 12) -> None:
        """A table in letters of so many points, its header repeated on every page."""
        self.document.paragraphs[-1].paragraph_format.space_after = Pt(6)
        add_grid(self.document, columns, rows, size)
        self.text("", "主送机关").paragraph_format.line_spacing = Pt(10)

    def form(self, rows: Sequence[Sequence[str]]) -> None:
        """A form of words and texts."""
        add_form(self.document, rows)
        self.text("", "主送机关").paragraph_format.line_spacing = Pt(10)

    def sign(self) -> None:
        """发文机关署名 and 成文日期, four letters from the right, kept together with the line above."""
        for words in ("", "【发文机关署名】", "【成文日期】"):
            signed = self.text(words, "落款").paragraph_format
            signed.right_indent, signed.keep_with_next = Pt(4 * LETTER), words != "【成文日期】"

    def annex(self, words: str, title: str) -> None:
        """An annex on pages of its own, which lie on their side for a wide table."""
        _page(self.document.add_section(WD_SECTION.NEW_PAGE), lying=True)
        self.text(words, "附件题")
        self.text(title, "Title")

    def content(self) -> bytes:
        """The file."""
        return fixed(self.document.save)


def _style(style: ParagraphStyle, letters: Letters, set_in: float, place: WD_ALIGN_PARAGRAPH) -> None:
    letters.set(style)
    shape = style.paragraph_format
    shape.alignment, shape.first_line_indent = place, Pt(set_in * letters.size)
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, max(LINE, Pt(letters.size * 1.25))
    shape.keep_with_next = style.name.startswith("Heading")
    shape.widow_control = True
    if (border := style.element.get_or_add_pPr().find(qn("w:pBdr"))) is not None:
        border.getparent().remove(border)          # the line under Title of the library's own template


def _page(section: Section, lying: bool = False) -> None:
    """One page's measures; a page on its side is the same one, turned."""
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if lying else (Mm(210), Mm(297))
    section.top_margin, section.bottom_margin = (Mm(28), Mm(26)) if lying else (Mm(37), Mm(35))
    section.left_margin, section.right_margin = (Mm(35), Mm(37)) if lying else (Mm(28), Mm(26))
    section.header_distance, section.footer_distance = Mm(15), Mm(15) if lying else Mm(22)
    if lying:
        return                                    # numbers go on as they are
    _numbers(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _numbers(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _numbers(footer: _Footer, place: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one letter from the edge."""
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.style, line.alignment = "页码", place
    edge = Pt(NUMBER.size)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = edge
    line.add_run("— ")
    _field(line.add_run(), "PAGE")
    line.add_run(" —")


def _field(run: Run, code: str) -> None:
    for kind, words in (("begin", ""), ("", code), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._r.append(part)


def _red_line(paragraph: Paragraph) -> None:
    """The line between head and body, 4 mm under 发文字号."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "11"), ("color", "FF0000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


__all__ = ["Column", "Official"]
