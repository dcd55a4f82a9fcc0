"""Who is asking: the membership of the logged-in user in the host's organisation."""


class MembershipMiddleware:
    """Set `request.membership` and `request.actor`; both None where nobody is in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.membership = None
        request.actor = None
        return self.get_response(request)
