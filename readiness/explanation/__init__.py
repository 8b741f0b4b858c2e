"""One sentence for each cell: value, target, plan, rule, arithmetic, points, clause, and the file and row it came from.

    cell → how its figure was counted → how the basis completes it → the rule's arithmetic → points → source

Made from the same numbers that were scored: the case of one cell is cut out of the arrays and given to the same rules.
Figures stand to four decimals, so that whoever reckons the sentence again comes to the same points.
"""

from readiness.explanation.sentence import Explanation, explain
from readiness.explanation.source import Source

__all__ = ["Explanation", "Source", "explain"]
