"""`python -m bench [engine store browser load wall]`: the measurements named, or all, one JSON line each as it is taken.

`wall` takes a quarter of an hour or `--minutes`, and so is taken only where it is named.
"""

from __future__ import annotations

import argparse
import json

from bench import browser, engine, load, store, wall

BENCHES = {"engine": engine.measure, "store": store.measure, "browser": browser.measure, "load": load.measure,
           "wall": wall.measure}


def main() -> None:
    """Print a line for each measurement; times stay on this machine, ratios travel."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(BENCHES)}; all but wall without one")
    parser.add_argument("--minutes", type=float, default=wall.MINUTES, help="how long the wall turns over")
    given = parser.parse_args()
    names = given.names
    if unknown := set(names) - set(BENCHES):
        parser.error(f"no measurement is named {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    for name in names or [name for name in BENCHES if name != "wall"]:
        for line in BENCHES[name](given.minutes) if name == "wall" else BENCHES[name]():
            print(json.dumps({key: _short(value) for key, value in line.items()}, ensure_ascii=False), flush=True)


def _short(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, float) else value


if __name__ == "__main__":
    main()
