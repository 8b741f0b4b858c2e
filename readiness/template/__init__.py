"""Forms out (报表): what a unit, a lead department or everybody has to report for a month, as a workbook to be filled in.

    board + month → what is due (asked) → what is known of it (known) → what may be written (words, checks) → workbook → bytes

A form asks for nothing that the reader of forms would refuse, and what it asks for comes back without a fault once filled in.
"""

from readiness.template.asked import NoForm
from readiness.template.forms import file_name, form, forms, month_after, named_forms, zip_name

__all__ = ["NoForm", "file_name", "form", "forms", "month_after", "named_forms", "zip_name"]
