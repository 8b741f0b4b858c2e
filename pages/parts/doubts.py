"""细则疑点: what may be wrong with the rubric though it can be scored, with its line, folded away until asked for."""

from collections.abc import Sequence

import streamlit as st

from pages.parts.problem_rows import problem_rows
from readiness.problems import Problem


def draw_doubts(problems: Sequence[Problem]) -> None:
    """Nothing where there is no doubt."""
    if problems:
        with st.expander(f"细则疑点 {len(problems)} 处（不影响计分，请核对）"):
            st.table(problem_rows(problems))
