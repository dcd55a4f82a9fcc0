"""Lists of the API: `{items, total, offset, limit}`.

    @router.get("", response=list[CampaignOut])
    @access.operation(Permission.VIEW_CAMPAIGNS)
    @pagination.paged
    def list_campaigns(request): return selectors.list_campaigns()

The function returns a queryset with a total order, or a list.
"""

from typing import Any

from ninja import Field, Schema
from ninja.pagination import PaginationBase, paginate

MAX_LIMIT = 200


class OffsetPagination(PaginationBase):
    """By offset and limit; one query counts, one reads the page."""

    class Input(Schema):
        """What the query may say."""

        offset: int = Field(0, ge=0, le=1_000_000)
        limit: int = Field(50, ge=1, le=MAX_LIMIT)

    class Output(Schema):
        """A page of a list."""

        items: list[Any]
        total: int
        offset: int
        limit: int

    def paginate_queryset(self, queryset: Any, pagination: Input, **params: Any) -> dict:
        """Cut the page out of a queryset or a list."""
        start, limit = pagination.offset, pagination.limit
        items = list(queryset[start : start + limit])
        return {"items": items, "total": self._items_count(queryset), "offset": start, "limit": limit}


paged = paginate(OffsetPagination)
