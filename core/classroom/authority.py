"""A certificate authority of the class's own, and the server's certificate (light).

Both lie in the data folder, readable by their owner alone.  The authority may only speak for this
machine's name, names ending in .local and the addresses of private networks: whoever trusts it
trusts it with nothing else, even if its key is stolen.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.classroom.addresses import Address

FOLDER = "class-tls"  # in the data folder
NAME = "Transfer Learning Lab (this class)"
OF_AUTHORITY = timedelta(days=3650)
OF_SERVER = timedelta(days=397)  # browsers take no longer ones
EARLY = timedelta(days=30)  # renewed so long before the end
LATE_CLOCKS = timedelta(days=1)
PRIVATE = (
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16"),
    *("::1/128", "fc00::/7", "fe80::/10"),
)
_PEM = serialization.Encoding.PEM
_Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Certificates:
    """`authority` is what devices are told to trust; the others are the server's."""

    authority: Path
    certificate: Path
    key: Path


def prepare(
    folder: Path, hosts: Sequence[str], addresses: Sequence[Address], now: datetime | None = None
) -> Certificates:
    """The certificates for these names and addresses, made where they are missing, do not fit any
    more or are about to expire."""
    now = now or datetime.now(UTC)
    folder.mkdir(mode=0o700, exist_ok=True)
    names: list[x509.GeneralName] = [x509.DNSName(name) for name in ("localhost", *hosts)]
    names += [x509.IPAddress(one) for one in (ip_address("127.0.0.1"), ip_address("::1"))]
    names += [x509.IPAddress(one) for one in addresses]
    found = Certificates(folder / "authority.crt", folder / "server.crt", folder / "server.key")
    authority, key = _authority(folder, hosts, addresses, now)
    if not _fits(found, authority, names, now):
        _issue(found, authority, key, names, now)
    return found


def fingerprint(certificate: Path) -> str:
    """SHA-256 in pairs, as devices show it when they ask whether to trust."""
    made = x509.load_pem_x509_certificate(certificate.read_bytes()).fingerprint(hashes.SHA256())
    return made.hex(":").upper()


def _authority(
    folder: Path, hosts: Sequence[str], addresses: Sequence[Address], now: datetime
) -> tuple[x509.Certificate, _Key]:
    """The authority that is there, or a new one where it cannot speak for this computer."""
    file, secret = folder / "authority.crt", folder / "authority.key"
    try:
        kept, key = _read(file, secret)
        if kept.not_valid_after_utc > now + OF_SERVER and _may(kept, hosts, addresses):
            return kept, key
    except (OSError, ValueError, x509.ExtensionNotFound):
        pass
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    public = [one for one in addresses if not _private(one)]
    permitted: list[x509.GeneralName] = [x509.DNSName(one) for one in _names(hosts)]
    permitted += [x509.IPAddress(ip_network(one)) for one in (*PRIVATE, *map(str, public))]
    made = (
        _begun(name, name, key, now, OF_AUTHORITY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(_usage(certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(secret, _pem(key))
    _write(file, made.public_bytes(_PEM))
    return made, key


def _issue(
    files: Certificates,
    authority: x509.Certificate,
    key: _Key,
    names: Sequence[x509.GeneralName],
    now: datetime,
) -> None:
    own = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Transfer Learning Lab")])
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    made = (
        _begun(name, authority.subject, own, now, OF_SERVER)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_usage(certificates=False), critical=True)
        .add_extension(signer, critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(files.key, _pem(own))
    _write(files.certificate, made.public_bytes(_PEM))


def _begun(
    subject: x509.Name, issuer: x509.Name, key: _Key, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - LATE_CLOCKS)
        .not_valid_after(now - LATE_CLOCKS + lasts)
    )


def _usage(certificates: bool) -> x509.KeyUsage:
    no = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
         "encipher_only", "decipher_only"), False
    )  # fmt: skip
    signs = {"key_cert_sign": certificates, "crl_sign": certificates}
    return x509.KeyUsage(digital_signature=not certificates, **signs, **no)


def _fits(
    files: Certificates,
    authority: x509.Certificate,
    names: Sequence[x509.GeneralName],
    now: datetime,
) -> bool:
    """Whether the server's certificate is this authority's, for these names, and not old."""
    try:
        made, _key = _read(files.certificate, files.key)
        made.verify_directly_issued_by(authority)
        said = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    begun = made.not_valid_before_utc <= now
    return set(said) == set(names) and begun and now + EARLY < made.not_valid_after_utc


def _read(certificate: Path, key: Path) -> tuple[x509.Certificate, _Key]:
    """A certificate and its key; ValueError where they do not belong together."""
    made = x509.load_pem_x509_certificate(certificate.read_bytes())
    own = serialization.load_pem_private_key(key.read_bytes(), None)
    if not isinstance(own, ec.EllipticCurvePrivateKey) or own.public_key() != made.public_key():
        raise ValueError("another key")
    return made, own


def _may(authority: x509.Certificate, hosts: Sequence[str], addresses: Sequence[Address]) -> bool:
    """Whether an authority can speak for these names and addresses."""
    constraints = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = constraints.permitted_subtrees or []
    known = {one.value for one in permitted if isinstance(one, x509.DNSName)}
    networks = [one.value for one in permitted if isinstance(one, x509.IPAddress)]
    return set(_names(hosts)) <= known and all(
        any(_inside(one, network) for network in networks) for one in addresses
    )


def _names(hosts: Sequence[str]) -> list[str]:
    return ["localhost", "local", *(one for one in hosts if not one.endswith(".local"))]


def _private(address: Address) -> bool:
    return any(_inside(address, ip_network(one)) for one in PRIVATE)


def _inside(address: Address, network: object) -> bool:
    return isinstance(network, IPv4Network | IPv6Network) and address in network


def _pem(key: _Key) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(_PEM, form, serialization.NoEncryption())


def _write(file: Path, content: bytes) -> None:
    """For the owner alone, and never half of it."""
    part = file.with_suffix(f"{file.suffix}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
    part.replace(file)
