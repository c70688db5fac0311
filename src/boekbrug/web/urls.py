"""The map of the site: one page, in the order of the menu."""

from __future__ import annotations

from allauth.account import views as login
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as usersessions
from django.urls import path, register_converter

from boekbrug.web.access import person, public
from boekbrug.web.addresses import FileForm, Letters, PublicId
from boekbrug.web.pages import (
    accounts,
    bank,
    components,
    connections,
    contacts,
    deliveries,
    dossiers,
    email_address,
    exporting,
    firm_people,
    health,
    home,
    importing,
    invitations,
    invoices,
    invoices_edit,
    keys,
    language,
    look,
    people,
    profile,
    purchases,
    search,
    send,
    settings,
    statement,
    statement_acts,
    status,
    timeline,
    today,
    visits,
)

_own = person("GET", "POST", before_factor=True)  # a person's own login: no dossier, no firm

register_converter(PublicId, "id")
register_converter(FileForm, "form")
register_converter(Letters, "letters")

urlpatterns = [
    path("health/live/", health.live, name="health-live"),
    path("health/ready/", health.ready, name="health-ready"),
    path("login/", public()(login.login), name="account_login"),
    path("language/", language.choose, name="language"),
    path("logout/", public()(login.logout), name="account_logout"),
    path("password/forgotten/", public()(login.password_reset), name="account_reset_password"),
    path("password/forgotten/sent/", public()(login.password_reset_done), name="account_reset_password_done"),
    path(
        "password/new/<letters:uidb36>-<str:key>/",
        public()(login.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        public()(login.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("login/factor/", public()(factor.authenticate), name="mfa_authenticate"),
    path("login/passkey/", public()(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("login/again/", _own(login.reauthenticate), name="account_reauthenticate"),
    path("login/again/factor/", _own(factor.reauthenticate), name="mfa_reauthenticate"),
    path("login/again/passkey/", _own(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("profile/security/", _own(factor.index), name="mfa_index"),
    path("profile/security/app/", _own(totp.activate_totp), name="mfa_activate_totp"),
    path("profile/security/app/remove/", _own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("profile/security/codes/", _own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "profile/security/codes/new/", _own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path("profile/security/passkeys/", _own(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("profile/security/passkeys/new/", _own(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("profile/security/passkeys/<int:pk>/name/", _own(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "profile/security/passkeys/<int:pk>/remove/",
        _own(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("profile/security/sessions/", _own(usersessions.list_usersessions), name="usersessions_list"),
    path("profile/security/sessions/<int:number>/end/", profile.end_session, name="session-end"),
    path("profile/email/", email_address.page, name="email"),
    path("profile/email/<str:token>/", email_address.confirm, name="email-confirm"),
    path("f/<id:firm>/people/", firm_people.page, name="firm-people"),
    path("f/<id:firm>/people/role/", firm_people.role, name="firm-people-role"),
    path("f/<id:firm>/people/invite/", invitations.invite_to_firm, name="firm-people-invite"),
    path(
        "f/<id:firm>/people/invited/<id:invitation>/",
        invitations.answer_in_firm,
        name="firm-people-invitation",
    ),
    path("invitation/<str:token>/", invitations.page, name="invitation"),
    path("invitation/<str:token>/accept/", invitations.accept, name="invitation-accept"),
    path("", home.page, name="home"),
    path("dossiers/", dossiers.page, name="dossiers"),
    path("profile/", profile.page, name="profile"),
    path("status/", status.page, name="status"),
    path("status/facts/", status.facts, name="status-facts"),
    path("status/release/", status.release, name="status-release"),
    path("d/<id:dossier>/", today.page, name="today"),
    path("d/<id:dossier>/search/", search.page, name="search"),
    path("d/<id:dossier>/invoices/", invoices.page, name="invoices"),
    path("d/<id:dossier>/invoices/totals/", invoices.totals, name="invoices-totals"),
    path("d/<id:dossier>/invoices/new/", invoices_edit.new, name="invoice-new"),
    path("d/<id:dossier>/invoices/sums/", invoices_edit.sums, name="invoice-sums"),
    path("d/<id:dossier>/invoices/look/", invoices_edit.look, name="invoice-look"),
    path("d/<id:dossier>/invoices/<id:document>/", invoices.detail, name="invoice"),
    path("d/<id:dossier>/invoices/<id:document>/edit/", invoices_edit.edit, name="invoice-edit"),
    path("d/<id:dossier>/invoices/<id:document>/preview/", invoices_edit.preview, name="invoice-preview"),
    path("d/<id:dossier>/invoices/<id:document>/issue/", invoices.issue, name="invoice-issue"),
    path("d/<id:dossier>/invoices/<id:document>/discard/", invoices.discard, name="invoice-discard"),
    path("d/<id:dossier>/invoices/<id:document>/<form:form>/", invoices.download, name="invoice-file"),
    path("d/<id:dossier>/purchases/", purchases.page, name="purchases"),
    path("d/<id:dossier>/purchases/totals/", purchases.totals, name="purchases-totals"),
    path("d/<id:dossier>/purchases/<id:document>/", purchases.detail, name="purchase"),
    path("d/<id:dossier>/purchases/<id:document>/<form:form>/", purchases.download, name="purchase-file"),
    path("d/<id:dossier>/bank/", bank.page, name="bank"),
    path("d/<id:dossier>/bank/match/", bank.match, name="bank-match"),
    path("d/<id:dossier>/bank/accounts/new/", accounts.add, name="account-add"),
    path("d/<id:dossier>/bank/<id:statement>/", statement.page, name="statement"),
    path("d/<id:dossier>/bank/<id:statement>/file/", statement.download, name="statement-file"),
    path(
        "d/<id:dossier>/bank/<id:statement>/certain/", statement_acts.accept_certain, name="statement-accept"
    ),
    path(
        "d/<id:dossier>/bank/<id:statement>/<int:line>/candidates/",
        statement.candidates,
        name="movement-candidates",
    ),
    path(
        "d/<id:dossier>/bank/<id:statement>/<int:line>/accept/", statement_acts.accept, name="movement-accept"
    ),
    path(
        "d/<id:dossier>/bank/<id:statement>/<int:line>/allocate/",
        statement_acts.allocate,
        name="movement-allocate",
    ),
    path("d/<id:dossier>/bank/<id:statement>/<int:line>/undo/", statement_acts.undo, name="movement-undo"),
    path("d/<id:dossier>/import/", importing.page, name="import"),
    path("d/<id:dossier>/import/<id:intake>/", importing.detail, name="intake"),
    path("d/<id:dossier>/import/<id:intake>/progress/", importing.progress, name="intake-progress"),
    path("d/<id:dossier>/import/<id:intake>/file/", importing.download, name="intake-file"),
    path("d/<id:dossier>/import/<id:intake>/account/", importing.adopt, name="intake-adopt"),
    path("d/<id:dossier>/contacts/", contacts.page, name="contacts"),
    path("d/<id:dossier>/contacts/new/", contacts.new, name="contact-new"),
    path("d/<id:dossier>/contacts/<id:contact>/", contacts.edit, name="contact-edit"),
    path("d/<id:dossier>/deliveries/", deliveries.page, name="deliveries"),
    path("d/<id:dossier>/deliveries/send/", send.page, name="send"),
    path("d/<id:dossier>/deliveries/<id:batch>/", deliveries.batch, name="batch"),
    path("d/<id:dossier>/deliveries/<id:batch>/zip/", deliveries.batch_zip, name="batch-zip"),
    path("d/<id:dossier>/deliveries/<id:shipment>/resolve/", deliveries.resolve, name="delivery-resolve"),
    path("d/<id:dossier>/deliveries/<id:delivery>/again/", deliveries.again, name="delivery-again"),
    path("d/<id:dossier>/settings/", settings.page, name="settings"),
    path("d/<id:dossier>/settings/look/", look.page, name="look"),
    path("d/<id:dossier>/settings/connections/", connections.page, name="connections"),
    path("d/<id:dossier>/settings/connections/new/<slug:bridge>/", connections.new, name="connection-new"),
    path("d/<id:dossier>/settings/connections/<id:connection>/", connections.edit, name="connection"),
    path("d/<id:dossier>/settings/keys/", keys.page, name="keys"),
    path("d/<id:dossier>/settings/keys/new/", keys.make, name="key-make"),
    path("d/<id:dossier>/settings/keys/<slug:prefix>/revoke/", keys.revoke, name="key-revoke"),
    path("d/<id:dossier>/settings/people/", people.page, name="people"),
    path("d/<id:dossier>/settings/people/role/", people.role, name="people-role"),
    path("d/<id:dossier>/settings/people/invite/", invitations.invite, name="people-invite"),
    path(
        "d/<id:dossier>/settings/people/invited/<id:invitation>/",
        invitations.answer,
        name="people-invitation",
    ),
    path("d/<id:dossier>/settings/mandates/<id:mandate>/", people.mandate, name="mandate"),
    path("d/<id:dossier>/settings/timeline/", timeline.page, name="timeline"),
    path("d/<id:dossier>/settings/timeline/head/", timeline.head, name="timeline-head"),
    path("d/<id:dossier>/settings/visits/", visits.page, name="visits"),
    path("d/<id:dossier>/invoices/export/", exporting.invoices, name="invoices-export"),
    path("d/<id:dossier>/purchases/export/", exporting.purchases, name="purchases-export"),
    path("d/<id:dossier>/contacts/export/", exporting.contacts, name="contacts-export"),
    path("d/<id:dossier>/deliveries/export/", exporting.deliveries, name="deliveries-export"),
    path("d/<id:dossier>/settings/timeline/export/", exporting.events, name="timeline-export"),
    path("d/<id:dossier>/settings/visits/export/", exporting.visits, name="visits-export"),
    path("d/<id:dossier>/bank/<id:statement>/export/", exporting.movements, name="statement-export"),
    path("components/", components.page, name="components"),
]
