"""What must hold in the end, when everything is applied and read: the platforms are asked themselves."""

from collections.abc import Mapping
from typing import Any

from campaigns import selectors
from campaigns.models import AdGroup, Campaign, Change, PlatformCampaign
from campaigns.selectors.drift import desired_value
from campaigns.types import ChangeState, TargetField
from tests.campaigns.property import truth
from tests.campaigns.property.oracle import Key, Row, compared, rows, told, was_never_switched_on


def check_observed(sandbox) -> None:
    """What we hold is what is there, what differs is shown as drift, and nothing is there twice."""
    there, drift = truth.read_everything(sandbox), _shown_drift()
    ours = {row.external_id for _, row in rows() if row.external_id}
    assert set(there) == ours, f"made and not known here, or the other way round: {set(there) ^ ours}"
    for part, row in rows():
        if row.external_id and not row.gone_at and part.status != "archived":
            _check_row(part, row, there[row.external_id], drift)
        elif part.status == "archived" and row is part and part.external_id:
            assert there[part.external_id].status == "archived", f"{part.platform} {part.name} is still there"


def check_stopped(sandbox, edits: Mapping[tuple[str, str], list]) -> None:
    """While everything is stopped nothing runs but what somebody switched on there, or a platform refused to pause."""
    if selectors.get_policy().stopped_at is None:
        return
    refused = Change.objects.filter(state=ChangeState.FAILED, field=TargetField.STATUS, after="paused")
    left = set(refused.values_list("target_id", flat=True))
    for external_id, seen in truth.read_campaigns(sandbox).items():
        part = PlatformCampaign.objects.get(external_id=external_id)
        is_explained = "active" in edits.get((external_id, "status"), ()) or part.uuid in left
        assert seen.status != "active" or is_explained, f"{part.platform} {part.name} runs although all is stopped"


def _check_row(part: PlatformCampaign, row: Row, seen: truth.Seen, drift: set[Key]) -> None:
    said = f"{told(part, row)}: {seen.status}, seen as {row.observed_status}"
    assert seen.status == row.observed_status, said
    _check_shown(part, row, TargetField.STATUS, seen.status, drift)
    if isinstance(row, PlatformCampaign) or (isinstance(row, AdGroup) and part.budget_level == "ad_group"):
        held = (row.observed_daily_budget_minor, row.observed_lifetime_budget_minor)
        assert (seen.daily_minor, seen.lifetime_minor) == held, f"{part.platform}: {seen}, seen as {held}"
        for field, value in zip(
            (TargetField.DAILY_BUDGET, TargetField.LIFETIME_BUDGET),
            (seen.daily_minor, seen.lifetime_minor),
            strict=True,
        ):
            if value is not None:
                _check_shown(part, row, field, value, drift)


def _check_shown(part: PlatformCampaign, row: Row, field: TargetField, value: Any, drift: set[Key]) -> None:
    if field in compared(part, row):
        is_shown = (row.uuid, str(field)) in drift
        differs = value != desired_value(row, field) and not was_never_switched_on(row)
        assert is_shown == differs, f"{told(part, row)}: {field} is {value}, drift {is_shown}"


def _shown_drift() -> set[Key]:
    campaigns = [selectors.get_campaign(uuid) for uuid in Campaign.objects.values_list("uuid", flat=True)]
    return {(one.target.uuid, str(one.field)) for each in campaigns for one in selectors.list_drift(each)}
