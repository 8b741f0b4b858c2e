"""The least a Streamlit app can be: what the board is measured beside."""

import streamlit as st

clicks = st.session_state.clicks = st.session_state.get("clicks", 0) + st.button("Again")
st.write(f"Hello, world {clicks}")
