"""What pages take. The rules stand in the services; a form only carries the input there and the errors back."""

from django import forms

from tenants import places, slugs
from tenants.errors import Invalid
from tenants.roles import Role, may_grant

ROLE_WORDS = {
    Role.OWNER: "Owner: everything, the plan and the other owners too",
    Role.ADMIN: "Admin: everything but the plan and the owners",
    Role.MANAGER: "Manager: launches, approves and connects accounts",
    Role.MEMBER: "Member: prepares campaigns, launches none",
    Role.CLIENT: "Client: sees reports only",
}
EMAIL_MESSAGES = {
    "required": "Write an e-mail address.",
    "invalid": "Write a whole e-mail address, such as nora@example.com.",
}


def show_errors(form: forms.Form, error: Invalid) -> None:
    """Put a service's field errors beside the form's fields; what belongs to no field of it stands above."""
    for field, texts in error.fields.items():
        form.add_error(field if field in form.fields else None, texts)


def roles_below(role: str) -> list[tuple[str, str]]:
    """Return the roles that somebody with this role may give, as choices, the least first."""
    return [(other.value, ROLE_WORDS[other]) for other in reversed(Role) if may_grant(role, other)]


class SignUpForm(forms.Form):
    """Open an account: a person and their organisation."""

    person = forms.CharField(label="Your name", max_length=100, error_messages={"required": "Write your name."})
    email = forms.EmailField(label="E-mail", max_length=254, error_messages=EMAIL_MESSAGES)
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput,
        strip=False,
        max_length=128,
        help_text="At least 8 characters.",
        error_messages={"required": "Choose a password."},
    )
    name = forms.CharField(
        label="Your business", max_length=100, error_messages={"required": "Write the name of your business."}
    )
    slug = forms.CharField(
        label="Address",
        required=False,
        max_length=slugs.MAX_LENGTH,
        help_text="Where your books stand. Left empty, it is made from the name of your business.",
    )

    def clean_slug(self) -> str:
        """Make an address where none was written."""
        return self.cleaned_data["slug"].strip().lower() or slugs.suggest(self.cleaned_data.get("name", ""))


class NewOrganizationForm(SignUpForm):
    """Open another organisation, for who is logged in."""

    person = email = password = None


class NewPersonForm(forms.Form):
    """Accept an invitation without having a log-in yet."""

    person = SignUpForm.base_fields["person"]
    password = SignUpForm.base_fields["password"]


class OrganizationForm(forms.Form):
    """The organisation's settings."""

    name = forms.CharField(label="Name", max_length=100, error_messages={"required": "Write a name."})
    time_zone = forms.ChoiceField(
        label="Time zone",
        help_text="When a day begins here. Ad accounts keep their own; where they differ, the page says so.",
    )
    currency = forms.ChoiceField(
        label="Currency", help_text="What reports are shown in. Budgets stay in each account's own."
    )
    locale = forms.ChoiceField(label="Numbers and dates", help_text="How they are written.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in places.time_zones()]
        self.fields["currency"].choices = [(code, f"{code}, {name}") for code, name in places.currencies().items()]
        self.fields["locale"].choices = list(places.locales().items())


class InvitationForm(forms.Form):
    """Whom to invite as what."""

    email = forms.EmailField(label="E-mail", max_length=254, error_messages=EMAIL_MESSAGES)
    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect(attrs={"class": "check"}))

    def __init__(self, *args, granting_role: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_below(granting_role)
        self.fields["role"].initial = Role.MEMBER


class RoleForm(forms.Form):
    """A member's new role."""

    role = forms.ChoiceField(label="Role", choices=[(role.value, role.value) for role in Role])


class ApiKeyForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(
        label="What uses it",
        max_length=100,
        help_text="Such as “Shop” or “Month-end export”.",
        error_messages={"required": "Write what uses the key."},
    )
    role = forms.ChoiceField(label="What it may do", widget=forms.RadioSelect(attrs={"class": "check"}))
    expires_date = forms.DateField(
        label="Ends on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Left empty, it does not end.",
    )

    def __init__(self, *args, granting_role: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_below(granting_role)
        self.fields["role"].initial = Role.MEMBER
