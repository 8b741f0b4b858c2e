"""What is handed out at a meeting and after it: 通报, 督办单, 提醒函, 评分表, 差距清单, slides; from one view, so that all say the same.

    view → sentences and rows (said_of_county, said_of_units) → a document (official), a workbook, slides → bytes

A paper says what the board's tables hold and no more; what only people can fill in is left open and marked.  Each carries
数据截至, 口径 and 指纹, and the same figures make the same bytes.
"""

from readiness.papers.bulletin import bulletin
from readiness.papers.gap_workbook import gap_workbook
from readiness.papers.kinds import PAPERS, Paper
from readiness.papers.nothing import NoPaper
from readiness.papers.orders import reminder, supervision_order
from readiness.papers.score_sheet import score_sheet
from readiness.papers.slides import slides

__all__ = ["PAPERS", "NoPaper", "Paper", "bulletin", "gap_workbook", "reminder", "score_sheet", "slides", "supervision_order"]
