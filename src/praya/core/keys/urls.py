"""Lead to what an account is entered by; the names are those by which the sign-in library knows these pages."""

from django.urls import path

from praya.core.keys import views, views_passkeys

urlpatterns = [
    path("accounts/email/", views.address, name="account_email"),
    path("accounts/email/code/", views.address_code, name="address_code"),
    path("accounts/back/<str:token>/", views.way_back, name="way_back"),
    path("accounts/2fa/webauthn/", views_passkeys.passkeys, name="mfa_list_webauthn"),
    path("accounts/2fa/webauthn/add/", views_passkeys.passkey_add, name="mfa_add_webauthn"),
    path("accounts/2fa/webauthn/reauthenticate/", views_passkeys.passkey_prove, name="mfa_reauthenticate_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", views_passkeys.passkey_remove, name="mfa_remove_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/edit/", views_passkeys.passkey_edit, name="mfa_edit_webauthn"),
]
