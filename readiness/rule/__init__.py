"""What every scoring rule offers: the value it judges, the points, the words, the value that earns given points, the curve.

    parts of the year → value judged → completed on a basis → fraction of the full points, held within its ends

A rule is as small as its mathematics.  Missing values, clipping, the basis and the sharing of points between units are
done once, here and in `scoring`.  All arrays are [unit × month], month m meaning the year as known at the end of month m.
"""

from readiness.rule.among import Among
from readiness.rule.answers import Curve, Fault, Take
from readiness.rule.case import Case, Completion, as_it_stands
from readiness.rule.example import Example, RuleExample
from readiness.rule.marks import NUMERALS, UNSCORED
from readiness.rule.rule import Accumulate, Rule

__all__ = ["NUMERALS", "UNSCORED", "Accumulate", "Among", "Case", "Completion", "Curve", "Example", "Fault", "Rule", "RuleExample",
           "Take", "as_it_stands"]
