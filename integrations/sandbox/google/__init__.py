"""Google Ads in the sandbox: API v26 over gRPC with the SDK's own protos, OAuth and video uploads over HTTP.

The protos are imported when the first gRPC call comes, so that who needs only the other platforms does not pay for them.

Where things are: `service`, `relay`, `serving` carry the wire and its faults; `call`, `tokens`, `quota` say who may;
`gaql*`, `rows`, `metrics`, `states` answer queries, with `counting`, `splitting`, `views`, `reaching` of the market's
figures; `mutate`, `batch`, `masks`, `handlers` and a module a resource change things; `delivery`, `audience` and `crowds`
are the market's seam; `http`, `consent`, `uploads` speak HTTP.

Not checked against the real Google (each stands in one place):
* which error a missing bidding strategy, a wrong place id or a second text of the same words brings (`campaigns`,
  `criterion_types`, `texts`); that AdGroupAdService refuses changes of an ad's content (`ads`; one source says it ignores them);
* which channels take which bidding (`bidding.STRATEGIES`), and that bids for conversions need a conversion action;
* how long reviews, videos and learning take, and after how many conversions learning ends (`review`, `videos`,
  `campaign_states`); that a change of budget does not begin learning anew;
* the editorial rules' exact patterns and topic names (`review._EDITORIAL`);
* ids of places other than countries, and of interests (`places`, `constants`); how many people there are;
* whether errors of operations that depend on a failed one are told (TEMP_ID_RESOURCE_HAD_ERRORS does);
* that results after a view count among the conversions, and that an asset group tells less than its campaign (`counting`);
* that people are told of campaigns only, with no segment, and not of Search (`reaching`; others saw them told of Search);
* which channels have no ages and genders besides Performance Max (`views`);
* that a second action counts the same orders again in `conversions`, and how Google's own for installs is named (`goals`);
* twice the daily budget as the most a day may cost (`delivery`).
Not spoken: ReachPlanService and AudienceInsightsService (UNIMPLEMENTED), labels, experiments, shared sets, feeds, parts of
the audience by the hour or by two kinds of part at once.
"""

VERSION = "v26"

from .side import SIDE  # noqa: E402  (what is imported there needs VERSION)

__all__ = ["SIDE", "VERSION"]
