"""What is known of the connection that this session came by; the one place that asks Streamlit's server for it."""

import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient

from readiness.this_machine import Request


def request() -> Request:
    """The request that opened this session's websocket, and what the browser says of its address bar."""
    listens_on = st.get_option("server.address") or ""
    run = get_script_run_ctx()
    client = get_instance().get_client(run.session_id) if run and exists() else None
    if not isinstance(client, StarletteSessionClient):
        return Request(listens_on)
    socket = client._websocket                        # private: tests/test_person.py holds it, requirements.txt pins it
    ends = {end: tuple(socket.scope.get(name) or ("", 0)) for end, name in (("server", "server"), ("peer", "client"))}
    return Request(listens_on, st.context.url or "", headers=dict(socket.headers.items()), **ends)
