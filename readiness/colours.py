"""The colours that mean something, on screens, in charts and in papers alike; none of them ever stands alone."""

from __future__ import annotations

INK = "#1B2733"          # figures and names
QUIET = "#43515F"        # axis words, notes
LINE = "#C9D2DB"         # axes, borders
PAPER = "#FFFFFF"
BLANK = "#F1F4F7"        # where there is nothing to show: not applicable, not due

# The word and the shape that go with each stand in `readiness.words.LIGHTS`.  Contrast on white is at least 4.5 to 1.
LIGHT_COLOURS = {"green": "#1B7F43", "yellow": "#8F6400", "red": "#B3261E", "grey": "#5B6876"}
MAIN, SECOND = "#1F5F8B", "#D98E04"     # the line in question, and what it is held against
# The five boxes, from what is safe to what is gone: deep blue, blue, gold, a grey hatch, red with a hatch.  Blue, gold and red are
# told apart by every eye; in grey the neighbours differ by lightness, and what is silent or gone by its hatch.  Letters on
# each, on its hatch too, have a contrast of at least 4.5 to 1.
BOX_COLOURS = {"secured": "#1F5F8B", "expected": "#7FB0D6", "winnable": "#F3C659", "unreported": "#E4E9EE", "lost": "#A3271F"}
BOX_LETTERS = {"secured": PAPER, "expected": INK, "winnable": INK, "unreported": INK, "lost": PAPER}
FAINT = "#AAB6C1"        # one line among many
