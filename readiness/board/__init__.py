"""One opened county: what pages, command line and papers ask.

    configuration + observations → board → a view (as_of, basis) → tables, gaps, explanations

An assessment is reckoned once for each year and basis and shared by all who ask; a view only picks out a month.
"""

from readiness.board.board import DEFAULT_BASIS, Board, database_url, load_demo, open_board, read
from readiness.board.kept import Kept
from readiness.board.opening import ItemProspect, Prospect
from readiness.board.view import View

__all__ = ["DEFAULT_BASIS", "Board", "ItemProspect", "Kept", "Prospect", "View", "database_url", "load_demo", "open_board", "read"]
