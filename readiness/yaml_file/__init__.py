"""YAML read with the line of every key, and every fault found before any is shown.

    text → nodes with lines → plain data + where each key stands → model, or `ProblemsFound`

YAML's own traps are faults here: duplicate keys, and yes/no/on/off that would be read as booleans.
"""

from readiness.yaml_file.document import Document, Path_, place_of, read
from readiness.yaml_file.refusals import build, translate

__all__ = ["Document", "Path_", "build", "place_of", "read", "translate"]
