"""What every setting in a rubric shares: unknown keys are refused, nothing changes after loading."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["township", "department", "county"]
NotApplicable = Literal["rescale", "full", "share", "constant"]
Unreported = Literal["zero", "as_reported"]
Combine = Literal["sum", "lowest", "geometric"]


class Setting(BaseModel):
    """A block of settings."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True)
