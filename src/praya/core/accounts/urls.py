"""Lead to the pages of one's own account, and to those of the sign-in library that are left to it: no password among them."""

from allauth.account import views as library
from django.urls import path

from praya.core.accounts import views, views_entering

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("account/", views.account, name="account"),
    path("accounts/login/", views_entering.sign_in, name="account_login"),
    path("accounts/login/code/", views_entering.sign_in, name="account_request_login_code"),
    path("accounts/login/code/confirm/", views_entering.confirm_code, name="account_confirm_login_code"),
    path("accounts/signup/", views_entering.sign_up, name="account_signup"),
    path("accounts/proof/", views_entering.prove, name="prove"),
    path("accounts/logout/", library.logout, name="account_logout"),
    path("accounts/inactive/", library.account_inactive, name="account_inactive"),
    path("accounts/2fa/", views_entering.second_steps, name="mfa_index"),
    path("accounts/2fa/authenticate/", views_entering.second_step, name="mfa_authenticate"),
    path("accounts/2fa/webauthn/login/", views_entering.passkey_sign_in, name="mfa_login_webauthn"),
]
