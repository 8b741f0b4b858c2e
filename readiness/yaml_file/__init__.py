"""YAML read with the line of every key, and every fault found before any is shown; and plain data written as YAML.

    text → nodes with lines → plain data + where each key stands → model, or `ProblemsFound`
    plain data → text that reads back as the same data

YAML's own traps are faults here: duplicate keys, and yes/no/on/off that would be read as booleans.
"""

from readiness.yaml_file.comments import comments
from readiness.yaml_file.document import Document, Path_, place_of, read
from readiness.yaml_file.refusals import attempt, build, translate
from readiness.yaml_file.writer import dump

__all__ = ["Document", "Path_", "attempt", "build", "comments", "dump", "place_of", "read", "translate"]
