"""The settings of signing in that are the same everywhere; config/settings.py takes them all."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        # Length first, no composition rules (ASVS 6.2.1, 6.2.5).
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.LongestPassword"},
    {"NAME": "accounts.passwords.NotGuessedHere"},
]
ACCOUNT_ADAPTER = "accounts.adapter.NoSignUp"
ACCOUNT_FORMS = {"login": "accounts.forms.SignIn"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "accounts.factors.SecondSteps"
MFA_FORMS = {
    "authenticate": "accounts.sign_in_forms.SecondStep",
    "authenticate_webauthn": "accounts.sign_in_forms.PasskeyStep",
    "login_webauthn": "accounts.sign_in_forms.PasskeySignIn",
}
MFA_RECOVERY_CODE_DIGITS = 10  # 33 bits each (ASVS 6.5.2)
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey is then two things by itself
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts come by invitation, not by a confirmed address
# Its limits live in the cache, and an attacker could hold one account shut: accounts/throttle.py counts.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
