"""What an address says: ids as well as names, and the one row that the reader is looking at."""

from collections.abc import Mapping

import streamlit as st


def accept_ids(key: str, names: Mapping[str, str]) -> None:
    """Let an address say ?unit=T02, as the command line does: an input bound to the address knows only its labels."""
    given = st.query_params.get_all(key)
    meant = [names.get(word, word) for word in given]
    if meant != given:
        st.query_params[key] = meant
        st.rerun()  # a bound input reads the address as it was when the run began


def looked_at(key: str, known: Mapping | set) -> str | None:
    """The id that the address names, if it is one that we know."""
    word = st.query_params.get(key)
    return word if word in known else None


def look_at(key: str, word: str) -> None:
    """Put an id into the address, so that a copied link opens at the same row."""
    st.query_params[key] = word
