"""`python -m bench [engine store browser load]`: the measurements named, or all, one JSON line each as it is taken."""

from __future__ import annotations

import argparse
import json

from bench import browser, engine, load, store

BENCHES = {"engine": engine.measure, "store": store.measure, "browser": browser.measure, "load": load.measure}


def main() -> None:
    """Print a line for each measurement; times stay on this machine, ratios travel."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(BENCHES)}; all without one")
    names = parser.parse_args().names
    if unknown := set(names) - set(BENCHES):
        parser.error(f"no measurement is named {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    for name in names or BENCHES:
        for line in BENCHES[name]():
            print(json.dumps({key: _short(value) for key, value in line.items()}, ensure_ascii=False), flush=True)


def _short(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, float) else value


if __name__ == "__main__":
    main()
