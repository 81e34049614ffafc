"""What servers need to speak TLS, with good certificates and with bad ones: contexts for `Front`."""

import ssl
from datetime import UTC, datetime, timedelta

import trustme

LOCAL_NAMES = ("localhost", "127.0.0.1")


def certified(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    """Return a context with a certificate for these names; without names it is for this machine."""
    return _context(authority.issue_cert(*(names or LOCAL_NAMES)))


def expired(authority: trustme.CA) -> ssl.SSLContext:
    """Return a context with a certificate that expired yesterday."""
    now = datetime.now(UTC)
    return _context(
        authority.issue_cert(
            *LOCAL_NAMES, not_before=now - timedelta(days=90), not_after=now - timedelta(days=1)
        )
    )


def self_signed() -> ssl.SSLContext:
    """Return a context with a certificate that nobody but itself has signed."""
    nobody = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with nobody.cert_pem.tempfile() as certificate, nobody.private_key_pem.tempfile() as key:
        context.load_cert_chain(certificate, key)
    return context


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
