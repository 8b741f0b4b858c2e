"""Charts of slides, native: their figures can be edited behind them, and every letter is large enough for a room."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import LineSeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide
from pptx.util import Pt

from readiness.colours import BOX_COLOURS, BOX_LETTERS, INK, LIGHT_COLOURS, LINE, QUIET
from readiness.numbers import shown
from readiness.papers.deck import SMALLEST, Place
from readiness.template.looks import writable
from readiness.words import BOXES

_ROOM = 6.0           # points of a hundred from which on a part of the bar has room for its figure


def boxes_bar(slide: Slide, row: Mapping, place: Place) -> None:
    """The five boxes of a hundred points as one bar; the figures stand beside the names, too, for narrow parts have no room."""
    data = CategoryChartData(number_format="0.00")
    data.categories = [""]
    for box, name in BOXES.items():
        data.add_series(f"{name} {shown(row[box])}", [_number(row[box])])
    chart = _chart(slide, XL_CHART_TYPE.BAR_STACKED, data, place, "五段得分条")
    _legend(chart)
    chart.plots[0].gap_width, chart.plots[0].overlap = 20, 100
    chart.value_axis.visible = chart.category_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, sum(max(_number(row[box]) or 0, 0) for box in BOXES) or 100
    for box, series in zip(BOXES, chart.plots[0].series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _colour(BOX_COLOURS[box])
        series.format.line.width, series.format.line.color.rgb = Pt(0.75), _colour(QUIET)
        if (row[box] or 0) >= _ROOM:
            labels = series.data_labels
            labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0.00", False
            labels.font.size, labels.font.color.rgb = Pt(SMALLEST), _colour(BOX_LETTERS[box])
            labels._element.txPr.bodyPr.set("wrap", "none")


def changes_bars(slide: Slide, names: Sequence[str], changes: Sequence[float], place: Place) -> None:
    """What moved a total, a bar each, the first on top: green upwards, red downwards, with the figure."""
    data = CategoryChartData(number_format="+0.00;-0.00")
    data.categories = list(map(writable, names))
    data.add_series("影响总分", list(changes))
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, place, "影响总分的条形图")
    chart.has_legend, plot = False, chart.plots[0]
    plot.gap_width = 40
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "+0.00;-0.00", False
    plot.data_labels.font.size, plot.data_labels.position = Pt(SMALLEST), XL_LABEL_POSITION.OUTSIDE_END
    series = plot.series[0]
    series.invert_if_negative = False
    for at, change in enumerate(changes):
        fill = series.points[at].format.fill
        fill.solid()
        fill.fore_color.rgb = _colour(LIGHT_COLOURS["green" if change > 0 else "red"])


@dataclass(frozen=True)
class Course:
    """A line of a chart by month: its name, its figures, how it is drawn, whether its last figure stands above or below."""

    name: str
    values: Sequence[float | None]
    colour: str
    dashed: bool = False
    below: bool = False

    @property
    def numbers(self) -> list[float | None]:
        return [_number(value) for value in self.values]


def lines(slide: Slide, months: Sequence[str], courses: Sequence[Course], place: Place) -> None:
    """The courses by month, the last figure of each beside it."""
    data = CategoryChartData(number_format="0.00")
    data.categories = list(months)
    for course in courses:
        data.add_series(course.name, course.numbers)
    chart = _chart(slide, XL_CHART_TYPE.LINE_MARKERS, data, place, "各月总分的折线图")
    _legend(chart)
    axis, known = chart.value_axis, [number for course in courses for number in course.numbers if number is not None]
    axis.major_gridlines.format.line.color.rgb = _colour(LINE)
    axis.minimum_scale, axis.maximum_scale = 10 * math.floor(min(known, default=0) / 10), 10 * math.ceil(max(known, default=100) / 10)
    axis.has_title, axis.axis_title.text_frame.text = True, "总分（分）"
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    for line, course in zip(chart.plots[0].series, courses, strict=True):
        _line(line, course)


def _line(line: LineSeries, course: Course) -> None:
    line.smooth = False
    line.format.line.width, line.format.line.color.rgb = Pt(3), _colour(course.colour)
    line.format.line.dash_style = MSO_LINE.DASH if course.dashed else MSO_LINE.SOLID
    line.marker.style, line.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    line.marker.format.fill.solid()
    line.marker.format.fill.fore_color.rgb = line.marker.format.line.color.rgb = _colour(course.colour)
    known = [at for at, number in enumerate(course.numbers) if number is not None]
    if known:
        label = line.points[known[-1]].data_label
        label.position = XL_LABEL_POSITION.BELOW if course.below else XL_LABEL_POSITION.ABOVE
        run = label.text_frame.paragraphs[0].add_run()
        run.text = shown(course.values[known[-1]])
        run.font.size, run.font.bold, run.font.color.rgb = Pt(SMALLEST), True, _colour(QUIET if course.dashed else course.colour)


def _chart(slide: Slide, kind: XL_CHART_TYPE, data: CategoryChartData, place: Place, alt: str) -> Chart:
    frame = slide.shapes.add_chart(kind, *place.measures, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    frame.chart.font.size, frame.chart.font.color.rgb = Pt(SMALLEST), _colour(INK)
    frame.chart.has_title = False
    return frame.chart


def _legend(chart: Chart) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _colour(code: str) -> RGBColor:
    return RGBColor.from_string(code[1:])
