"""Reports that Meta prepares: ordered, looked at until they are done, then read page by page.

https://developers.facebook.com/docs/marketing-api/insights/best-practices/#asynchronous
"""

import time
from collections.abc import Iterator, Mapping
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.adreportrun import AdReportRun

from integrations.errors import NotReadyYet, Temporary
from integrations.platforms.meta.client import GraphApi, list_edge

WAITS_S = (0.2, 0.5, 1, 2, 3, 4, 5, 5, 5)  # about 25 s in all
ORDER_AGAIN_S = 120
_DONE, _ENDED_BADLY = "Job Completed", ("Job Failed", "Job Skipped")


def run(account: AdAccount, asked: Mapping[str, Any], *, page_size: int) -> Iterator[Mapping[str, Any]]:
    """Order a report, wait for it and yield its rows. One that takes longer than we wait is ordered anew next time."""
    api: GraphApi = account.get_api()
    ordered = api.post(account["id"], "insights", params=asked)
    report = AdReportRun(str(ordered["report_run_id"]), api=api)
    _wait(api, report["id"])
    return list_edge(report, "insights", asked["fields"].split(","), limit=page_size)


def _wait(api: GraphApi, run_id: str) -> None:
    for seconds in WAITS_S:
        status = api.get(run_id, fields="async_status,async_percent_completion").get("async_status")
        if status == _DONE:
            return
        if status in _ENDED_BADLY:
            raise Temporary("Meta could not prepare this report.", platform_words=str(status))
        time.sleep(seconds)
    raise NotReadyYet("Meta is still preparing this report.", retry_after_s=ORDER_AGAIN_S)
