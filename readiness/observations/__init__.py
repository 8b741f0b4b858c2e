"""Forms (CSV, XLSX) read into observations, and every problem with its row and column.

    files → rows as the clerk typed them → observations and problems, or `ProblemsFound`
"""

from readiness.observations.opening import may_be_held_whole
from readiness.observations.reading import Reading, from_disk, read_forms, read_uploads
from readiness.observations.table import COLUMNS, Observations
from readiness.observations.upload import Upload

__all__ = ["COLUMNS", "Observations", "Reading", "Upload", "from_disk", "may_be_held_whole", "read_forms", "read_uploads"]
