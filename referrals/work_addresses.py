"""Whose e-mail address it is: a known organisation's, somebody's at work, or anybody's. Pure."""

from collections.abc import Collection

from referrals.flags import Standing

# Everybody can have one of these, so that it says nothing about where somebody works.
_FREE = """
aol.co.uk aol.com blueyonder.co.uk btinternet.com btopenworld.com email.com fastmail.com fastmail.fm
free.fr freeserve.co.uk gmail.com gmx.co.uk gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk
hotmail.com hotmail.fr hushmail.com icloud.com live.co.uk live.com lycos.co.uk mac.com mail.com mail.ru
mailinator.com me.com msn.com ntlworld.com o2.co.uk orange.net outlook.co.uk outlook.com pm.me
proton.me protonmail.com rocketmail.com sky.com talk21.com talktalk.net tiscali.co.uk tutanota.com
virgin.net virginmedia.com web.de yahoo.co.uk yahoo.com yandex.com yandex.ru ymail.com zoho.com
"""
FREE = frozenset(_FREE.split())


def domain_of(address: str) -> str:
    """What stands behind the @, in small letters."""
    return address.rpartition("@")[2].strip().rstrip(".").lower()


def is_free(address: str) -> bool:
    """Whether anybody could have an address like this one."""
    return domain_of(address) in FREE


def ends_in(domain: str, ends: Collection[str]) -> bool:
    """Whether a domain is one of these, or lies under one of them: trust.nhs.uk is under nhs.uk."""
    return any(domain == end or domain.endswith(f".{end}") for end in (end.lower() for end in ends))


def standing_of(address: str, ends: Collection[str], colleagues: Collection[str]) -> Standing:
    """What an address says, beside the ends of public bodies and the domains of colleagues on record."""
    domain = domain_of(address)
    return Standing.KNOWN if domain in colleagues or ends_in(domain, ends) else Standing.UNKNOWN
