"""Everything of the board that is not a screen: rubric, data, scores, gaps, exports and the command line.

The rooms stand in the order of flow and import only what stands above them; `tests/test_house.py` holds the order.
"""
