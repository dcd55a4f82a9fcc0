"""People, who are global."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tenants.models import User

KNOWN_EMAIL = "There is a log-in with this e-mail already. Log in first, then go on."


def make_user(*, email: str, password: str, name: str, email_verified: bool) -> User:
    """Make a user with their e-mail address, in the caller's transaction. Raises IntegrityError when the e-mail is known."""
    user = User.objects.create_user(email, password, name=name.strip())
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=email_verified)
    return user


def is_known(email: str) -> bool:
    """Return whether somebody logs in with this e-mail, be it their second one."""
    return (
        User.objects.filter(email__iexact=email).exists() or EmailAddress.objects.filter(email__iexact=email).exists()
    )


def problems_of(*, email: str, password: str, person: str) -> dict[str, str | list[str]]:
    """Return what is wrong with a new person, by field."""
    found: dict[str, str | list[str]] = {}
    if not 1 <= len(person.strip()) <= 100:
        found["person"] = "Say your name, in at most 100 characters."
    try:
        validate_email(email)
    except ValidationError:
        found["email"] = "This is not an e-mail address."
    if is_known(email):
        found["email"] = KNOWN_EMAIL
    try:
        validate_password(password, User(email=email, name=person))
    except ValidationError as error:
        found["password"] = list(error.messages)
    return found
