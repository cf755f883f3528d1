"""Which account is whose at an organisation's identity provider."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import links
from accounts.actions.events import record_event
from accounts.factors import factors_of
from accounts.models import AccountEvent, User
from config.refused import Refused

Kind, Type = AccountEvent.Kind, Authenticator.Type
TAKEN = "This sign-in already belongs to another account here. Ask the person who gave you your account."


@transaction.atomic
def link_identity(*, provider: str, subject: str, device: str, by: User, link: str = "") -> None:
    """From now on `by` may sign in as `subject` of this provider. Nothing else about them is kept.

    Who joins that way gives the `link` of their invitation, and it is used up by it: raises DeadLink
    when it was used, taken back or replaced while they were at the provider.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if link:
        invitation = links.read(link, timezone.now())
        invitation.accepted_at = timezone.now()
        invitation.save(by=by)
    held = SocialAccount.objects.filter(provider=provider, uid=subject).first()
    if held and held.user_id != by.pk:
        raise Refused(TAKEN)
    if held:
        return
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user=by, provider=provider, uid=subject)
    except IntegrityError as error:
        raise Refused(TAKEN) from error
    record_event(user=by, kind=Kind.FACTOR_ADDED, method="organisation", device=device, by=by)


@transaction.atomic
def unlink_identity(*, provider: str, device: str, by: User) -> None:
    """Sign in through this provider no more; refused when there is no other way in: an app is none."""
    User.objects.select_for_update().get(pk=by.pk)
    held = SocialAccount.objects.filter(provider=provider, user=by)
    if not held.exists():
        return
    if not by.has_usable_password() and Type.WEBAUTHN not in {one.type for one in factors_of(by)}:
        raise Refused("This is your only way in. Add a passkey first.")
    held.delete()
    record_event(user=by, kind=Kind.FACTOR_REMOVED, method="organisation", device=device, by=by)
