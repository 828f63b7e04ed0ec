"""What the terminal of a class says."""

import socket
from types import SimpleNamespace

import pytest

from core.classroom import addresses, authority
from core.classroom.setting import Setting
from dashboard.classroom import welcome

ALONE = "only this computer can join"


def interface(address):
    return [SimpleNamespace(family=socket.AF_INET, address=address)]


@pytest.mark.parametrize(
    ("found", "place", "alone"),
    [
        ({"lo": interface("127.0.0.1")}, "localhost", True),
        ({"lo": interface("127.0.0.1"), "eth0": interface("10.0.0.5")}, "10.0.0.5", False),
    ],
)
def test_where_to_go_and_whether_there_is_a_network(monkeypatch, tmp_path, found, place, alone):
    monkeypatch.setattr(addresses.psutil, "net_if_addrs", lambda: found)
    trusted = authority.prepare(tmp_path, ["lab"], []).authority
    said = welcome.words(Setting("word", "0.0.0.0", 8501), "ABCDEF", "", trusted)
    assert f"https://{place}:8501" in said and f"http://{place}:8501" in said
    assert (ALONE in said) == alone
    assert "Code for learners       ABCDEF" in said
