"""What runs in the browser while the wall is up: one screen after the other, the keys, and help for itself.

All screens are sent at once, so the next one costs the server nothing and is there in the same frame.  What is shown stands in
the address (screen, paused, theme, seconds), so a link, F5 or a fresh start of the server lands on the same screen.  Where the
wall has been away for half a minute (faults in the configuration, a connection that does not come back) and the server
answers, the page loads itself anew; where it does not answer the last screens stay up.

The script is a constant: nothing from the data is in it.
"""

import streamlit as st

SCRIPT = """
<script>
(() => {
  if (window.wallRuns) return;
  window.wallRuns = true;
  const OWN = ["screen", "unit", "paused", "theme", "seconds"];
  const AWAY = 30000;                    // milliseconds without a wall before the page is loaded anew
  const WALL = /\\/wall\\/?$/;
  const here = () => WALL.test(location.pathname);
  const asked = () => new URLSearchParams(location.search);
  const stage = () => document.querySelector(".wall");
  const screens = () => [...document.querySelectorAll(".wall-screen")];
  let drawn, key, until = 0, left = 0, asleep, away;

  const say = (name, value) => {
    const query = asked();
    value ? query.set(name, value) : query.delete(name);
    history.replaceState(history.state, "", location.pathname + (query.size ? "?" + query : ""));
  };
  const paused = () => asked().get("paused") === "1";
  const seconds = (screen) => Math.max(Number(asked().get("seconds")) || Number(screen.dataset.seconds), 0.1);
  const meant = () => {
    const unit = asked().get("unit"), word = asked().get("screen") || (unit ? "unit" : "");
    const named = screens().filter((screen) => screen.dataset.screen === word);
    return screens().find((screen) => screen.dataset.key === word)
      || named.find((screen) => unit && [screen.dataset.unit, screen.dataset.unitName].includes(unit)) || named[0] || screens()[0];
  };
  const show = (screen) => {
    if (!screen) return;
    screen.style.setProperty("--seconds", seconds(screen));
    for (const one of screens()) one.classList.toggle("on", one === screen);
    key = screen.dataset.key;
    left = 1000 * seconds(screen);
    until = performance.now() + left;
  };
  const step = (by) => {
    const all = screens(), at = all.findIndex((screen) => screen.classList.contains("on"));
    if (!all.length) return;
    show(all[(at + by + all.length) % all.length]);
    say("screen", key);
  };
  const look = () => {
    stage()?.classList.toggle("paused", paused());
    stage()?.classList.toggle("dark", asked().get("theme") === "dark");
  };
  const pause = () => {
    if (paused()) until = performance.now() + left;
    else left = Math.max(until - performance.now(), 0);
    say("paused", paused() ? "" : "1");
    look();
  };
  const wake = (time) => {
    stage()?.classList.add("awake");
    clearTimeout(asleep);
    asleep = setTimeout(() => stage()?.classList.remove("awake"), time);
  };
  const full = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  const leave = () => {
    const from = document.referrer ? new URL(document.referrer) : null;
    if (from && from.origin === location.origin && !WALL.test(from.pathname)) return location.assign(from);
    const query = asked();
    OWN.forEach((name) => query.delete(name));
    location.assign("./" + (query.size ? "?" + query : ""));
  };
  const theme = () => { say("theme", asked().get("theme") === "dark" ? "" : "dark"); look(); };
  const KEYS = {
    ArrowRight: () => step(1), ArrowDown: () => step(1), PageDown: () => step(1),
    ArrowLeft: () => step(-1), ArrowUp: () => step(-1), PageUp: () => step(-1),
    " ": pause, f: full, F: full, t: theme, T: theme, Escape: leave,
  };

  addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!here() || !act || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }, { capture: true });
  addEventListener("mousemove", () => wake(4000));

  const mount = () => {
    if (stage() === drawn) return;
    const first = !drawn;
    drawn = stage();
    if (!drawn) return;
    look();
    show(screens().find((screen) => screen.dataset.key === key) || meant());
    if (first) wake(8000);
  };
  new MutationObserver(mount).observe(document.body, { subtree: true, childList: true });
  mount();
  setInterval(() => { if (stage() && !paused() && performance.now() >= until) step(1); }, 50);

  setInterval(async () => {
    const app = document.querySelector("[data-testid=stApp]");
    if (!here() || (stage() && app?.dataset.testConnectionState === "CONNECTED")) { away = undefined; return; }
    away ??= performance.now();
    if (performance.now() - away < AWAY) return;
    away = performance.now();
    const health = location.pathname.replace(WALL, "/_stcore/health");
    if ((await fetch(health, { cache: "no-store" }).catch(() => null))?.ok) location.reload();
  }, 2000);
})();
</script>
"""


def run_the_wall() -> None:
    """Send the script; it is a constant, which is why it may run."""
    st.html(SCRIPT, unsafe_allow_javascript=True)
