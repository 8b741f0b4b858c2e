"""The few looks that the theme in .streamlit/config.toml cannot say: the name, the header line."""

# The name as a drawing, for the place above the menu takes nothing but an image.
LOGO = """
<svg xmlns="http://www.w3.org/2000/svg" width="132" height="32" viewBox="0 0 132 32">
<rect width="5" height="32" rx="1" fill="#1F5F8B"/>
<text x="15" y="25" font-size="27" font-weight="700" fill="#1F5F8B"
 font-family="Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif">一分不欠</text>
</svg>
"""

CSS = """
<style>
[data-testid=stMainBlockContainer] { padding-left: 2.5rem; padding-right: 2.5rem; }
[data-testid=stCaptionContainer], [data-testid=stCaptionContainer] p { color: #43515F !important; opacity: 1 !important; }
@media (max-height: 820px) { [data-testid=stSidebarNavItems] a { padding-top: 0; padding-bottom: 0; min-height: 1.6rem; } }
.st-key-basis button { padding-left: 0.5rem; padding-right: 0.5rem; min-width: 0; }
.st-key-basis [role=radiogroup] { flex-wrap: nowrap; }
.st-key-stamp p { color: #43515F; font-variant-numeric: tabular-nums; }
.st-key-stamp strong { color: #1B2733; }
</style>
"""
