"""Where a class is found."""

import socket
from collections import namedtuple
from ipaddress import ip_address

import psutil

from core.classroom import addresses, setting
from core.classroom.join import link
from core.classroom.visitor import STRANGER, Visitor, read

Net = namedtuple("Net", "family address")


def test_addresses_are_those_that_others_reach(monkeypatch):
    found = {
        "lo": [Net(socket.AF_INET, "127.0.0.1"), Net(socket.AF_INET6, "::1")],
        "a": [Net(socket.AF_INET6, "fe80::1%a"), Net(socket.AF_INET6, "fd00::2")],
        "b": [Net(socket.AF_INET, "10.0.0.5"), Net(psutil.AF_LINK, "02:fc:00:00:00:01")],
        "c": [Net(socket.AF_INET, "192.168.1.5")],
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: found)
    monkeypatch.setattr(addresses, "_outwards", lambda: "192.168.1.5")
    reached = [ip_address(one) for one in ("192.168.1.5", "10.0.0.5", "fd00::2")]
    assert addresses.addresses() == reached
    plain = ["http://192.168.1.5:80", "http://10.0.0.5:80"]
    assert addresses.urls("http", 80, "0.0.0.0") == plain
    assert addresses.urls("http", 80, "::") == [*plain, "http://[fd00::2]:80"]
    assert addresses.urls("https", 80, "10.0.0.5") == ["https://10.0.0.5:80"]
    monkeypatch.setattr(psutil, "net_if_addrs", dict)
    assert addresses.urls("http", 80, "0.0.0.0") == ["http://localhost:80"]


def test_names_are_those_that_a_certificate_can_hold(monkeypatch):
    for name, known in {
        "Lab": ["lab", "lab.local"],
        "lab.school.example": ["lab.school.example"],
        "localhost": [],
        "ラボ": [],
    }.items():
        monkeypatch.setattr(socket, "gethostname", lambda name=name: name)
        assert addresses.host_names() == known


def test_a_visitor_is_who_the_door_says_and_nobody_can_say_it_instead():
    for one in (Visitor("10.0.0.9", True), Visitor("::1", False)):
        assert read(one.written("word"), "word") == one
    for forged in (None, "", "word", "other tls 10.0.0.9", "word tls", "word tls a b"):
        assert read(forged, "word") == STRANGER
    assert not STRANGER.trusted_way


def test_the_teachers_way_is_tls_or_this_machine():
    ways = {"127.0.0.1": True, "::1": True, "::ffff:127.0.0.1": True, "10.0.0.9": False, "?": False}
    assert {one: Visitor(one, False).trusted_way for one in ways} == ways
    assert Visitor("10.0.0.9", True).trusted_way


def test_the_setting_reaches_the_web_process(monkeypatch):
    monkeypatch.delenv(setting.VARIABLE, raising=False)
    assert setting.current() is None
    told = setting.Setting("word", "0.0.0.0", 8501, True)
    monkeypatch.setenv(*next(iter(told.to_environment().items())))
    assert setting.current() == told


def test_a_link_holds_the_code():
    assert link("http://10.0.0.5:80", "ABC 23") == "http://10.0.0.5:80/?code=ABC+23"
