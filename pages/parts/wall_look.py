"""How the wall looks: a stage of 1920 × 1080 that grows and shrinks with the screen, in a light and a dark set of colours.

Sizes are written in `u`, a 1920th of the stage's width: 28u is the smallest letter.  So a screen that fits at one size fits at
every size, and no letter depends on what the browser takes for a normal one.
"""

import re

from readiness.charts.look import FONT, WALL

_COLOURS = "\n".join(
    f".wall{'.dark' if theme == 'dark' else ''} {{ {' '.join(f'--{name}: {colour};' for name, colour in colours.items())} }}"
    for theme, colours in WALL.items()
)

# Streamlit's own furniture goes: nothing of it may be seen, reached by the keyboard, or make the page scroll.
_ALONE = """
[data-testid=stSidebar], [data-testid=stHeader], [data-testid=stToolbar], [data-testid=stStatusWidget], [data-testid=stDecoration],
[data-testid=stExpandSidebarButton] { display: none !important; }
[data-stale=true] { opacity: 1 !important; transition: none !important; }
body:has(.wall) { overflow: hidden; }
body:has(.wall) [role=dialog], body:has(.wall) [data-testid=stDialog] { display: none !important; }
[data-testid=stMain]:has(.wall) { overflow: hidden !important; }
"""

_STAGE = """
.wall { --u: calc(min(100vw, 177.7778vh) / 1920); position: fixed; inset: 0; z-index: 1000000; overflow: hidden; cursor: none;
        display: grid; place-items: center; background: var(--paper); color: var(--ink); font-family: FONT; font-variant-numeric: tabular-nums; }
.wall.awake { cursor: default; }
.wall, .wall * { box-sizing: border-box; }
.wall h2, .wall p, .wall table, .wall dl, .wall dd, .wall dt { margin: 0; padding: 0; border: 0; letter-spacing: 0; color: inherit; font-family: inherit;
        font-size: inherit; line-height: inherit; }
.wall-screen { display: none; width: 1920u; height: 1080u; grid-template-columns: minmax(0, 1fr); grid-template-rows: 150u minmax(0, 1fr) 84u;
               padding: 0 64u; font-size: 32u; line-height: 1.25; }
.wall-screen.on, .wall:not(:has(.on)) .wall-screen:first-of-type { display: grid; }
.wall-run { position: fixed; left: 0; top: 0; width: 100vw; height: 8u; background: var(--main); transform-origin: left; transform: scaleX(0); }
.on .wall-run { animation: wall-run calc(var(--seconds) * 1s) linear forwards; }
.wall.paused .wall-run { animation-play-state: paused; background: var(--yellow); }
@keyframes wall-run { to { transform: scaleX(1); } }
.wall-head { display: flex; align-items: flex-end; justify-content: space-between; gap: 40u; padding-bottom: 20u; border-bottom: 3u solid var(--line); }
.wall-head h2 { font-size: 64u; line-height: 1.2; font-weight: 700; color: var(--main); white-space: nowrap; }
.wall-head p { font-size: 32u; line-height: 1.3; color: var(--quiet); text-align: right; padding-bottom: 8u; }
.wall-head b { color: var(--ink); }
.wall-foot { display: flex; align-items: center; justify-content: space-between; gap: 40u; font-size: 28u; color: var(--quiet); white-space: nowrap; }
.wall-foot b { color: var(--ink); font-weight: 700; }
.wall-foot .wall-note { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; color: var(--yellow); }
.wall-hint, .wall-lost, .wall-held { display: none; }
.wall.awake .wall-hint { display: inline; }
.wall.paused .wall-held { display: inline; color: var(--yellow); font-weight: 700; }
body:has([data-testid=stApp]:not([data-test-connection-state=CONNECTED])) .wall-lost { display: inline; color: var(--red); font-weight: 700; }
body:has([data-testid=stApp]:not([data-test-connection-state=CONNECTED])) .wall-hint { display: none; }
.wall-fault { position: fixed; z-index: 1000001; left: 0; right: 0; bottom: 0; margin: 0 !important; padding: 0.6rem 2rem; background: #9B1C15; color: #FFFFFF;
              font-size: max(28px, 1.46vw); line-height: 1.4; }
.wall-body { display: grid; grid-template-columns: minmax(0, 1fr); align-content: center; min-height: 0; }
.wall .green { color: var(--green); } .wall .yellow { color: var(--yellow); } .wall .red { color: var(--red); } .wall .grey { color: var(--grey); }
.wall .quiet { color: var(--quiet); }
.wall .two-lines { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
                   text-wrap: balance; }
.wall .figure { font-weight: 700; white-space: nowrap; }
"""

_BOXES = """
.wall .boxes { display: flex; background: var(--blank); height: 22u; overflow: hidden; }
.wall .boxes i { display: block; height: 100%; border-right: 2u solid var(--paper); }
.wall .boxes i:last-child { border-right: 0; }
.wall .secured { background: var(--box-secured); } .wall .expected { background: var(--box-expected); } .wall .winnable { background: var(--box-winnable); }
.wall .unreported { background: repeating-linear-gradient(45deg, var(--box-unreported) 0 8u, var(--box-unreported-hatch) 8u 11u); }
.wall .lost { background: repeating-linear-gradient(-45deg, var(--box-lost) 0 8u, var(--box-lost-hatch) 8u 11u); }
.wall .legend { display: flex; justify-content: space-between; gap: 24u; }
.wall .legend div { display: grid; grid-template-columns: auto 1fr; column-gap: 14u; align-items: center; white-space: nowrap; }
.wall .legend i { width: 30u; height: 30u; }
.wall .legend dt { font-size: 32u; color: var(--quiet); }
.wall .legend dd { grid-column: 2; font-size: 56u; line-height: 1.15; font-weight: 700; }
.wall .legend.small dd { grid-column: auto; font-size: 36u; }
.wall .signs { font-size: 28u; margin-left: 36u; } .wall .signs span + span { margin-left: 22u; }
.wall .signs i { display: inline-block; width: 26u; height: 26u; vertical-align: -3u; }
.wall .legend.small div { grid-template-columns: auto auto auto; }
"""

_FACTS = """
.wall .facts { display: flex; justify-content: space-between; align-items: flex-end; gap: 32u; }
.wall .facts div { display: flex; flex-direction: column-reverse; }
.wall .facts dt { font-size: 32u; line-height: 1.4; color: var(--quiet); white-space: nowrap; }
.wall .facts dd { font-size: 66u; line-height: 1.15; font-weight: 700; white-space: nowrap; }
.wall .facts .main dd { font-size: 120u; line-height: 1.1; color: var(--main); }
.wall .facts .struck dd, .wall .facts .struck dt { color: var(--red); }
.wall .facts .less dd { font-size: 50u; }
.wall .line { display: grid; grid-template-columns: minmax(0, 1fr); row-gap: 44u; } .wall .line.tight { row-gap: 16u; }
.wall .thick .boxes { height: 96u; }
.wall .tight .boxes { height: 34u; }
.wall .tight .facts dd { font-size: 60u; } .wall .tight .facts .main dd { font-size: 88u; } .wall .tight .facts dt { font-size: 30u; line-height: 1.3; }
.wall .tight td { height: 86u; } .wall .tight .more { font-size: 30u; color: var(--quiet); } .wall .tight td.light { font-size: 30u; white-space: nowrap; }
.wall-head small { font-size: 36u; font-weight: 400; color: var(--quiet); }
.wall .sentence { font-size: 54u; line-height: 1.4; font-weight: 700; }
"""

_TABLES = """
.wall table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 34u; line-height: 1.25; }
.wall th { text-align: left; font-size: 28u; line-height: 1.3; font-weight: 400; color: var(--quiet); padding: 0 20u 8u 0; white-space: nowrap;
           border: 0; border-bottom: 3u solid var(--line); vertical-align: bottom; }
.wall td { padding: 0 20u 0 0; border: 0; border-bottom: 2u solid var(--blank); height: 106u; vertical-align: middle; }
.wall th:last-child, .wall td:last-child { padding-right: 0; }
.wall .right, .wall th.right { text-align: right; padding-right: 44u; } .wall .right:last-child { padding-right: 0; }
.wall .few td { height: 180u; font-size: 44u; }
.wall .few td.name { font-size: 54u; } .wall .few td.figure { font-size: 68u; }
.wall td.verdict { font-weight: 700; white-space: nowrap; }
.wall .few td.person, .wall .few td.day, .wall .few .takes { font-size: 42u; } .wall .few th { font-size: 32u; }
.wall td.figure { font-size: 44u; }
.wall td.name { font-size: 40u; font-weight: 700; }
.wall td.person { font-size: 32u; } .wall td.day { font-size: 34u; white-space: nowrap; }
.wall .takes { font-size: 30u; }
.wall .calm { font-size: 72u; font-weight: 700; text-align: center; }
.wall .places { display: grid; gap: 0 72u; grid-auto-flow: column; grid-template-columns: repeat(var(--blocks), minmax(0, 1fr));
                grid-template-rows: repeat(var(--rows), min(814u / var(--rows), 132u)); }
.wall .place { display: grid; align-content: center; row-gap: 6u; column-gap: 18u; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center;
               border-bottom: 2u solid var(--blank); }
.wall .place .rank { font-size: 40u; color: var(--quiet); min-width: 56u; text-align: right; white-space: nowrap; }
.wall .place .rank small { font-size: 28u; }
.wall .place .name { font-size: 42u; line-height: 1.2; font-weight: 700; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.wall .place .total { font-size: 50u; line-height: 1.1; font-weight: 700; }
.wall .place .light { font-size: 28u; white-space: nowrap; }
.wall .place .move { font-size: 28u; text-align: right; white-space: nowrap; }
"""

_PICTURES = """
.wall .from-to { display: flex; align-items: baseline; justify-content: center; gap: 48u; padding-bottom: 26u; }
.wall .from-to > span { font-size: 40u; color: var(--quiet); } .wall .from-to b { font-size: 84u; line-height: 1.1; }
.wall .move-row { display: grid; grid-template-columns: 620u minmax(0, 1fr) 170u; column-gap: 28u; align-items: center; height: 92u;
                  border-bottom: 2u solid var(--blank); }
.wall .move-row .name { font-size: 36u; line-height: 1.15; }
.wall .move-row .track { position: relative; height: 46u; } .wall .move-row .track i { position: absolute; top: 0; height: 100%; min-width: 4u; }
.wall .move-row .won { background: var(--green); } .wall .move-row .less { background: var(--red); }
.wall .move-row .figure { font-size: 46u; text-align: right; }
.wall .plot { position: relative; width: 1792u; height: 800u; }
.wall .plot > * { position: absolute; display: block; white-space: nowrap; }
.wall .grid { height: 2u; background: var(--line); }
.wall .band { inset: 0; background: var(--band); }
.wall .tick, .wall .month { font-size: 30u; line-height: 40u; color: var(--quiet); text-align: right; } .wall .month { text-align: center; }
.wall .piece { height: 0; margin-top: -4u; border-top: 8u solid; transform-origin: 0 4u; border-radius: 4u; }
.wall .piece.schedule { border-top-style: dotted; }
.wall .dot { width: 22u; height: 22u; margin: -11u 0 0 -11u; border-radius: 50%; background: currentColor; }
.wall .end { font-size: 40u; line-height: 56u; font-weight: 700; background: var(--paper); }
.wall .today { color: var(--today); } .wall .schedule { color: var(--schedule); } .wall .forecast { color: var(--forecast); }
"""


def _scaled(css: str) -> str:
    """28u → calc(28 * var(--u)); FONT stands for the house's letters."""
    css = css.replace("FONT", FONT)
    return re.sub(r"(?<![\w.#-])(-?\d+(?:\.\d+)?)u\b", r"calc(\1 * var(--u))", css)


CSS = f"<style>{_ALONE}{_COLOURS}{_scaled(_STAGE + _BOXES + _FACTS + _TABLES + _PICTURES)}</style>"
