"""The demo county's forms, made from its typical year: `python -m data.make_demo` writes `data/demo` and `data/demo-faulty`.

    typical year → each unit's figures (shapes) → stories told with a few figures → what is due → forms

Everything is seeded by name (year, indicator, unit), so that the same figures come out on every machine and a change to
one indicator moves no other.
"""
