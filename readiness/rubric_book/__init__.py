"""A rubric as a workbook that officials edit, and back without loss.

    YAML → plain data → sheets → XLSX → sheets → plain data, each setting with its cell → checked → YAML

No rule type and hardly a setting is known here by name: what the models know decides which cell is a number, a choice
or a list, and what they do not know is carried all the same.
"""

from readiness.rubric_book.trip import read_book, rubric_to_book, to_rubric, write_book

__all__ = ["read_book", "rubric_to_book", "to_rubric", "write_book"]
