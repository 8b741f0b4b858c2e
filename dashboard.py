"""The table of contents: names the pages and draws nothing.

A page must not rely on this file having run before it: see `pages/parts/entry.py`.  The pages carry no icons: Streamlit
takes the icon of the open page for the browser's tab and fetches a `:material/…:` one from another host.
"""

import streamlit as st

from pages.parts.entry import enter

enter()
st.navigation(
    [
        st.Page("pages/overview.py", title="总览", url_path="home", default=True),
        st.Page("pages/units.py", title="单位得分", url_path="units"),
        st.Page("pages/unit.py", title="单位", url_path="unit"),
        st.Page("pages/trend.py", title="趋势", url_path="trend"),
        st.Page("pages/bridge.py", title="得分变化", url_path="bridge"),
        st.Page("pages/gaps.py", title="差距清单", url_path="gaps"),
        st.Page("pages/papers.py", title="文件材料", url_path="papers"),
        st.Page("pages/health.py", title="数据质量", url_path="health"),
        st.Page("pages/report.py", title="数据填报", url_path="report"),
        st.Page("pages/history.py", title="数据历史", url_path="history"),
        st.Page("pages/frozen.py", title="定格", url_path="frozen"),
        st.Page("pages/indicator.py", title="指标", url_path="indicator"),
        st.Page("pages/backtest.py", title="预测检验", url_path="backtest"),
        st.Page("pages/rubric.py", title="考核细则", url_path="rubric"),
        st.Page("pages/rubric_years.py", title="细则变化", url_path="rubric_years"),
        st.Page("pages/wall.py", title="投影", url_path="wall", visibility="hidden"),
        # The default page answers at / alone; a link to /overview must find it too.
        st.Page("pages/overview.py", title="总览", url_path="overview", visibility="hidden"),
    ],
    expanded=True,
).run()
