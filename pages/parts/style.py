"""The few looks that the theme in .streamlit/config.toml cannot say: the name, the header line."""

# The name as a drawing, for the place above the menu takes nothing but an image; its strokes, for an image knows no font of ours.
LOGO = """
<svg xmlns="http://www.w3.org/2000/svg" width="132" height="32" viewBox="0 0 132 32" fill="#1F5F8B">
<title>一分不欠</title>
<rect width="5" height="32" rx="1"/>
<path d="M16 12.7V16.3H41V12.7ZM60.6 2.3 57.6 3.5C59 6.4 61 9.5 63 12H48.7C50.7 9.5 52.5 6.5 53.8 3.4L50.3 2.4
C48.8 6.5 46 10.3 42.9 12.6C43.6 13.1 45 14.4 45.6 15.1C46.2 14.7 46.7 14.1 47.3 13.6V15.2H51.6
C51 19.1 49.6 22.7 43.5 24.6C44.3 25.3 45.2 26.6 45.6 27.5C52.6 24.9 54.3 20.3 55 15.2H60.7
C60.5 20.7 60.2 23 59.6 23.6C59.3 23.9 59 24 58.6 24C57.9 24 56.5 24 55 23.8C55.6 24.8 56 26.1 56 27.1
C57.6 27.2 59.2 27.2 60.1 27C61.2 26.9 61.9 26.6 62.6 25.8C63.5 24.6 63.9 21.4 64.1 13.4V13.3
C64.7 13.9 65.2 14.4 65.7 14.9C66.2 14 67.5 12.7 68.3 12.1C65.5 9.8 62.2 5.8 60.6 2.3ZM70.8 3.9V7.2H81.6
C79.1 11.3 74.8 15.5 69.9 17.9C70.6 18.6 71.6 19.9 72.1 20.8C75.4 19.1 78.3 16.8 80.7 14.1V27.4H84.3V13.3
C87.2 15.6 90.9 18.6 92.6 20.7L95.3 18.2C93.4 16 89.2 12.9 86.3 10.8L84.3 12.5V9.7C84.8 8.9 85.4 8 85.8 7.2H94.3
V3.9ZM102.7 1.8C101.6 6.3 99.6 10.8 96.9 13.5C97.8 13.9 99.3 15 100 15.6C101.4 13.9 102.7 11.8 103.8 9.3H117
C116.4 11.2 115.6 13.1 114.8 14.4L117.7 15.7C119.1 13.4 120.5 10 121.5 6.8L119 6L118.4 6.2H105
C105.5 5 105.9 3.7 106.2 2.5ZM107.7 10.9V12.8C107.7 16.2 106.7 21.7 96.8 24.8C97.5 25.5 98.5 26.7 98.9 27.4
C105.3 25.4 108.4 22.2 109.8 19.1C111.9 23.3 115.1 26.1 120.2 27.4C120.7 26.5 121.6 25.1 122.4 24.5
C116.2 23.2 112.7 19.7 111 14.5C111 13.9 111 13.4 111 12.9V10.9Z"/>
</svg>
"""

CSS = """
<style>
[data-testid=stMainBlockContainer] { padding-left: 2.5rem; padding-right: 2.5rem; }
[data-testid=stCaptionContainer], [data-testid=stCaptionContainer] p { color: #43515F !important; opacity: 1 !important; }
@media (max-height: 820px) {
  [data-testid=stSidebarNavItems] a { padding-top: 0; padding-bottom: 0; min-height: 1.5rem; line-height: 1.5rem; margin: 0; }
  [data-testid=stSidebarNavItems] { gap: 0; }
}
.st-key-basis button { padding-left: 0.5rem; padding-right: 0.5rem; min-width: 0; }
.st-key-basis [role=radiogroup] { flex-wrap: nowrap; }
.st-key-stamp p { color: #43515F; font-variant-numeric: tabular-nums; }
.st-key-stamp strong { color: #1B2733; }
</style>
"""
