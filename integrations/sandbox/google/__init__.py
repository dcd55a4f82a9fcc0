"""Google Ads in the sandbox: API v26 over gRPC with the SDK's own protos, OAuth and video uploads over HTTP.

The protos are imported when the first gRPC call comes, so that who needs only the other platforms does not pay for them.
"""

VERSION = "v26"

from .side import SIDE  # noqa: E402  (what is imported there needs VERSION)

__all__ = ["SIDE", "VERSION"]
