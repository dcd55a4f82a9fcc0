"""What several of the API's files share."""

from ninja import Body, Status

from campaigns import schemas, selectors
from campaigns.models import ChangeSet

ONE = "/campaigns/{uuid:campaign_id}"
NO_REASON = Body(schemas.ReasonIn())
ALL_PARTS = Body(schemas.LaunchIn())


def accepted(change_set: ChangeSet) -> Status:
    """Answer 202 with a change set as it is now."""
    return Status(202, selectors.get_change_set(change_set.uuid))
