"""Loads what is heavy once for the process, then tells the garbage collector to leave it alone.

Streamlit runs a full collection after every rerun (#8977); over the hundred thousand objects that these libraries
leave behind it cost 40 % of the server's time.  The price of freezing is that garbage alive at this moment is never
freed, so it happens here, once, when the module is first imported, and never on a rerun.
"""

import gc
from importlib import import_module

# By name, because this room only loads them: SQL belongs to the store and Plotly to the charts.
HEAVY = ("pandas", "pyarrow.compute", "plotly.graph_objects", "sqlalchemy", "readiness.board")

for name in HEAVY:
    import_module(name)
gc.collect()
gc.freeze()
