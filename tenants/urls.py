"""Addresses on an organisation's host."""

from django.urls import path

from tenants.views import api_keys, jobs, members, saved, session, settings

app_name = "tenants"
urlpatterns = [
    path("jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("views/create/", saved.create_saved_view, name="create_saved_view"),
    path("views/<uuid:view_id>/delete/", saved.delete_saved_view, name="delete_saved_view"),
    path("session/", session.hand_over, name="hand_over"),
    path("log-out/", session.log_out, name="log_out"),
    path("settings/", settings.settings, name="settings"),
    path("settings/organization/", settings.update_organization, name="update_organization"),
    path("settings/members/", members.members, name="members"),
    path("settings/members/invite/", members.invite_member, name="invite_member"),
    path("settings/members/<uuid:member_id>/role/", members.change_role, name="change_role"),
    path("settings/members/<uuid:member_id>/remove/", members.remove_member, name="remove_member"),
    path(
        "settings/invitations/<uuid:invitation_id>/withdraw/", members.withdraw_invitation, name="withdraw_invitation"
    ),
    path("settings/api-keys/", api_keys.api_keys, name="api_keys"),
    path("settings/api-keys/create/", api_keys.create_api_key, name="create_api_key"),
    path("settings/api-keys/<uuid:key_id>/revoke/", api_keys.revoke_api_key, name="revoke_api_key"),
    path("settings/audit/", settings.audit, name="audit"),
]
