"""乡镇, 部门 or 县本级: the kind of unit to look at, among those that an indicator asks anything of."""

from collections.abc import Sequence

import streamlit as st

from readiness.words import KINDS

KEY = "who"


def choose_kind(kinds: Sequence[str], label_visibility: str = "visible") -> str:
    """What the reader last wished for, where `kinds` has it, else the first of them.

    The wish, and not what is shown in its place, is kept in the address: so the next indicator that has it shows it again.
    """
    ids = {name: kind for kind, name in KINDS.items()}
    word = st.query_params.get(KEY, st.session_state.get(f"{KEY}_wish", ""))
    wish = ids.get(word, word)
    st.session_state[f"{KEY}_wish"] = wish
    st.session_state[KEY] = wish if wish in kinds else kinds[0]
    return st.segmented_control("类别", kinds, format_func=KINDS.get, key=KEY, required=True, on_change=_keep,
                                label_visibility=label_visibility)


def _keep() -> None:
    st.session_state[f"{KEY}_wish"] = st.session_state[KEY]
    st.query_params[KEY] = KINDS[st.session_state[KEY]]
