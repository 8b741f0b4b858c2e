"""What an address says: ids as well as names, and the one row that the reader is looking at."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitAPIException


def accept_ids(key: str, names: Mapping[str, str]) -> None:
    """Let an address say ?unit=T02 or ?basis=today, as the command line does: a bound input knows only its labels."""
    given = st.query_params.get_all(key)
    meant = [names.get(word, word) for word in given]
    if meant == given:
        return
    try:
        st.query_params[key] = meant
    except StreamlitAPIException:  # an earlier visit's input owns it by now, so it is told
        ids = [word for word in given if word in names]
        st.session_state[key] = ids if isinstance(st.session_state.get(key), list) else ids[0]
    else:
        st.rerun()  # a bound input reads the address as it was when the run began


def named(key: str, names: Mapping[str, str], otherwise: str) -> str:
    """The id of `names` that the address says, as id or as name; for a page that asks nothing."""
    word = st.query_params.get(key, "")
    ids = {name: one for one, name in names.items()}
    return ids.get(word, word if word in names else otherwise)


def looked_at(key: str, known: Mapping | set) -> str | None:
    """The id that the address names, if it is one that we know."""
    word = st.query_params.get(key)
    return word if word in known else None


def look_at(key: str, word: str) -> None:
    """Put an id into the address, so that a copied link opens at the same row."""
    st.query_params[key] = word


def choose_kept(key: str, label: str, names: Mapping[str, str], place: DeltaGenerator,
                written: Mapping[str, str] | None = None) -> str:
    """A select box whose choice always stands in the address, by name; who comes back finds the last one again.

    `written` is what the address says for each, where that is not its name.  Not bound to the address by Streamlit, whose
    bound inputs forget on the way back what belonged to one page.
    """
    written = written or names
    ids = {name: word for word, name in written.items()}
    word = st.query_params.get(key, "")
    wanted = ids.get(word, word if word in names else st.session_state.get(f"{key}_seen"))
    st.session_state[key] = wanted if wanted in names else next(iter(names))
    chosen = place.selectbox(label, list(names), format_func=names.get, key=key, on_change=_keep, args=(key, written))
    _keep(key, written)
    return chosen


def _keep(key: str, written: Mapping[str, str]) -> None:
    st.session_state[f"{key}_seen"] = st.session_state[key]
    st.query_params[key] = written[st.session_state[key]]
