"""From one month's total to another's (得分变化): how much of it is data, rules, what does not apply, corrections.

    total then → corrected → by the new rubric → what applies → data → bonus, deductions, the cap → total now

The order is fixed, for the size of a part depends on what was changed before it.  Each arrow's ends are whole scorings
by `scoring.assess`, none of them a second formula, so the parts telescope: they sum to total now − total then (to 1e-9).

    correction      the earlier month with today's figures − with those known when it was the newest month
    rule            that month's figures by the later year's rubric − by their own; nought within one year
    not_applicable  the weights that move because a cell begins or ceases to apply, shares held
    data            the shares that move, at their new weight; and what falls due for the first time
    bonus, deduction, cap   what each event on top of the subtotal moves, within the caps, and what ending at 100 does

Within an arrow the subtotal is Σ share × weight over the blocks that are judged, where share = earned ÷ full points and
weight = full points on 100, in a department by its groups (they sum to 100).  From 0 to 1 it moves by

    Σ (share1 − share0) × weight1  +  Σ (weight1 − weight0) × share       share held: the old one, of a new block the new one

The first sum is told by indicator.  So is the second, for the blocks whose own full points moved, as
(weight1 − weight0) × (share − mean share of the blocks of its group that stay as they were, or of all where none does):
what joins above the mean raises the total, and the rest, being merely rescaled, moves by nought in sum.  What is left of it
where the weights of a department's groups move is one row without an indicator.

A block is an indicator, or a category that is not simply added up, or the whole where the rubric itself is not (合成).
"""

from readiness.bridge.causes import Bridge, bridge

__all__ = ["Bridge", "bridge"]
