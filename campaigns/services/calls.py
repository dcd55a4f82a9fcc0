"""What can be asked of a platform; `applying.apply_change` alone sends it."""

from dataclasses import dataclass

from integrations import types


@dataclass(frozen=True, slots=True)
class Make:
    """Do one step of a launch."""

    plan: types.CampaignPlan
    step: types.Step
    done: dict[str, types.StepResult]


@dataclass(frozen=True, slots=True)
class Set:
    """Set one field of one object."""

    ref: types.ObjectRef
    field: types.ChangeField
    value: types.FieldValue


@dataclass(frozen=True, slots=True)
class Declare:
    """Make a declaration that the platform insists on."""

    repairs: tuple[types.Repair, ...]


Call = Make | Set | Declare
