"""Measurements: `python -m bench` prints one JSON line each; ratios are taken within one run, so that they hold on any machine."""
