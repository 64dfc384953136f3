"""What a suite is: expectations over one data set."""

from __future__ import annotations

from dataclasses import dataclass, field

from great_expectations.expectations import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity

# Reported, but lets the data through; the default is critical, which stops it.
WARNING = FailureSeverity.WARNING


@dataclass(frozen=True)
class Suite:
    """Expectations over one table or view.

    data_set: `<layer>.<table>`, the suite's name. schema_name and table_name: where it stands in
    the checked file. expectations: in the order shape, volume, keys, domains, relations.
    """

    schema_name: str
    table_name: str
    expectations: list[Expectation] = field(default_factory=list)

    @property
    def data_set(self) -> str:
        return f"{self.schema_name}.{self.table_name}"
