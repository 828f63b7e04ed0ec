"""Certificates: made once, renewed when they must be, and trusted with nothing else."""

import hashlib
import socket
import ssl
import stat
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509

from core.classroom import authority

HERE = [ip_address("192.168.7.20"), ip_address("fd00::7")]
HOSTS = ["lab", "lab.local"]


def shaken(files, name):
    """What a client that trusts the authority alone finds, when it asks for a name."""
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(files.certificate, files.key)
    client = ssl.create_default_context(cafile=files.authority)
    ours, theirs = socket.socketpair()

    def answer():
        try:
            server.wrap_socket(theirs, server_side=True).close()
        except OSError:
            theirs.close()

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        with client.wrap_socket(ours, server_hostname=name) as connection:
            return connection.version()
    finally:
        thread.join()


@pytest.mark.parametrize("name", ["192.168.7.20", "fd00::7", "lab", "lab.local", "localhost"])
def test_a_device_that_trusts_the_authority_trusts_the_server(tmp_path, name):
    assert shaken(authority.prepare(tmp_path, HOSTS, HERE), name) == "TLSv1.3"


def test_another_name_is_not_the_servers(tmp_path):
    with pytest.raises(ssl.SSLCertVerificationError):
        shaken(authority.prepare(tmp_path, HOSTS, HERE), "bank.example")


def test_the_authority_cannot_speak_for_others_even_if_its_key_is_stolen(tmp_path):
    files = authority.prepare(tmp_path, HOSTS, HERE)
    made, key = authority._read(files.authority, tmp_path / "authority.key")
    forged = [x509.DNSName("bank.example")]
    authority._issue(files, made, key, forged, datetime.now(UTC))
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        shaken(files, "bank.example")


def test_keys_are_the_owners_alone(tmp_path):
    authority.prepare(tmp_path / "tls", HOSTS, HERE)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "tls").iterdir()}
    assert set(modes) == {"authority.crt", "authority.key", "server.crt", "server.key"}
    assert set(modes.values()) == {0o600}


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_fits_is_kept_and_the_server_is_renewed_without_a_new_authority(tmp_path):
    authority.prepare(tmp_path, HOSTS, HERE)
    first = contents(tmp_path)
    authority.prepare(tmp_path, HOSTS, HERE)
    assert contents(tmp_path) == first
    authority.prepare(tmp_path, HOSTS, [*HERE, ip_address("10.1.2.3")])  # another network
    second = contents(tmp_path)
    later = datetime.now(UTC) + timedelta(days=380)
    authority.prepare(tmp_path, HOSTS, [*HERE, ip_address("10.1.2.3")], later)
    third = contents(tmp_path)
    assert first["authority.crt"] == second["authority.crt"] == third["authority.crt"]
    assert len({one["server.crt"] for one in (first, second, third)}) == 3


@pytest.mark.parametrize("change", ["public", "renamed", "damaged", "another key", "old"])
def test_an_authority_that_cannot_speak_for_the_machine_is_made_anew(tmp_path, change):
    files = authority.prepare(tmp_path, HOSTS, HERE)
    before, hosts, here, now = files.authority.read_bytes(), HOSTS, HERE, datetime.now(UTC)
    if change == "public":
        here = [ip_address("198.51.100.4")]
    elif change == "renamed":
        hosts = ["other.school.example"]
    elif change == "damaged":
        files.authority.write_text("no certificate")
    elif change == "another key":
        (tmp_path / "authority.key").write_bytes(files.key.read_bytes())
    else:
        now += timedelta(days=3300)
    files = authority.prepare(tmp_path, hosts, here, now)
    assert files.authority.read_bytes() != before
    if change != "old":
        assert shaken(files, str(here[0])) == "TLSv1.3"


def test_the_fingerprint_is_what_devices_show(tmp_path):
    files = authority.prepare(tmp_path, HOSTS, HERE)
    told = authority.fingerprint(files.authority)
    der = ssl.PEM_cert_to_DER_cert(files.authority.read_text())
    assert told.replace(":", "") == hashlib.sha256(der).hexdigest().upper()
