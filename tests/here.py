"""What a browser at this machine sends to a board at this machine."""

from readiness.this_machine import Request

# As Chromium 156 sends it when it opens a websocket at this machine.
HEADERS = {"host": "127.0.0.1:8501", "connection": "Upgrade", "pragma": "no-cache", "cache-control": "no-cache", "user-agent": "Mozilla/5.0",
           "upgrade": "websocket", "origin": "http://127.0.0.1:8501", "sec-websocket-version": "13", "accept-encoding": "gzip, deflate, br",
           "accept-language": "zh-CN", "cookie": "_streamlit_xsrf=2|a|b|1", "sec-websocket-key": "x", "sec-websocket-protocol": "streamlit, x"}
HERE = Request("127.0.0.1", "http://127.0.0.1:8501/gaps?basis=today", ("127.0.0.1", 8501), ("127.0.0.1", 1), HEADERS)
