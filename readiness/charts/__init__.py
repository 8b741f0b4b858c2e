"""Tables drawn (Plotly): one chart a file, the shared look in `look.py`.

Each chart is a pure function from a table with code-word columns to a figure; it computes no score, and the same
table always gives the same figure, byte for byte.
"""

from plotly.graph_objects import Figure

__all__ = ["Figure"]
