"""投影: what each screen on the wall says, as plain data; it is drawn elsewhere.

    rotation (config/screens.yaml) + view → a `Screen` for each, with figures out of the view's own tables

Nothing is scored or rounded here: a screen picks out what pages and files show, at most `ROWS` rows a block, so that it can
be read from the back of the room.  Where there is more, the screen says of how many it shows the first.
"""

from readiness.screens.changes import Changes, Move
from readiness.screens.county import CountyLine
from readiness.screens.items import Items, OwedItem
from readiness.screens.order import screens_of
from readiness.screens.screen import BLOCKS, ROWS, Screen, blocks_of
from readiness.screens.standing import Place, Standing
from readiness.screens.trend import Trend
from readiness.screens.unit import UnitCall
from readiness.screens.unreported import Unreported
from readiness.screens.vetoes import Veto, Vetoes

__all__ = ["BLOCKS", "ROWS", "Changes", "CountyLine", "Items", "Move", "OwedItem", "Place", "Screen", "Standing", "Trend", "UnitCall",
           "Unreported", "Veto", "Vetoes", "blocks_of", "screens_of"]
