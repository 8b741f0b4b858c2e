"""The least that a Streamlit app of two pages can be, for a change of page."""

import streamlit as st

st.navigation([
    st.Page(lambda: st.write("Hello"), title="One", url_path="one", default=True),
    st.Page(lambda: st.write("World"), title="Two", url_path="two"),
]).run()
