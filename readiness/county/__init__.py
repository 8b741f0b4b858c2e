"""The county's units: townships, departments and the county itself; who leads and supports what; each unit's targets.

    config/units.yaml + config/targets-YYYY.yaml → `County` and what is doubtful in it, or every problem with its line
"""

from readiness.county.county import County, Role, Unit
from readiness.county.files import read_county
from readiness.county.written import Targets, Units

__all__ = ["County", "Role", "Targets", "Unit", "Units", "read_county"]
