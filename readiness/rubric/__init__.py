"""The parts a rubric is made of (考核细则): categories, indicators, bonuses, deductions, vetoes, grades, lights.

The models say what may be written in `config/rubric-YYYY.yaml`; reading the file is `rubric_file`'s work.
"""

from readiness.rubric.adjustment import Adjustment, Veto
from readiness.rubric.indicator import Indicator, Part
from readiness.rubric.lights import Lights
from readiness.rubric.whole import Category, DepartmentMix, Grade, Rubric

__all__ = ["Adjustment", "Category", "DepartmentMix", "Grade", "Indicator", "Lights", "Part", "Rubric", "Veto"]
