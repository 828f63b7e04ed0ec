"""What says that it is somebody's work and is not, or is made to do harm: refused, and why."""

import json
import stat
import zipfile

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from core.messages import LabError, Message
from core.portfolio import manifest, plain, settings
from core.portfolio.manifest import Manifest
from core.portfolio.runs import linked
from core.portfolio.take import take
from core.portfolio.write import write
from core.translations import said
from tests.core.portfolio import made

ME, HERE = "a" * 32, "b" * 32
RUN = "1" * 32


@pytest.fixture
def parts(computer, pictures, tmp_path):
    """A sound file as {name: bytes}, but for its manifest."""
    with computer("a") as store:
        made.dataset(ME, pictures)
        store.add(made.training(ME, id=RUN))
        made.remember(store, ME)
        write(store, ME, tmp_path / "sound.zip")
    with zipfile.ZipFile(tmp_path / "sound.zip") as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    del found[manifest.MANIFEST]
    return found


@pytest.fixture
def refused(computer, tmp_path):
    """``refused(parts, **manifest)``: why a file of these is refused, after nothing has changed."""

    def why(parts, infos=(), **changed):
        path = tmp_path / "hostile.zip"
        whole = Manifest("", {name: manifest.digest(data) for name, data in parts.items()})
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(manifest.MANIFEST, json.dumps(whole.to_json() | changed))
            for name, data in parts.items():
                archive.writestr(name, data)
            for info, data in infos:
                archive.writestr(info, data)
        return _why(path)

    def _why(path):
        with computer("b") as store:
            with pytest.raises(LabError) as raised:
                take(store, HERE, path)
            assert store.everything(HERE) == ([], {})
            assert not list((path.parent / "b").glob("datasets/*"))
        message = raised.value.message
        assert said("ja", message) != said("en", message)  # in both languages
        return str(message)

    why.file = _why
    return why


def changed(data, **values):
    return json.dumps(json.loads(data) | values).encode()


def test_what_is_no_file_of_work(refused, tmp_path):
    (tmp_path / "text.zip").write_text("hello")
    assert "not a file of somebody" in refused.file(tmp_path / "text.zip")
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("cats/1.jpg", b"x")
    assert "not a file of somebody" in refused.file(tmp_path / "photos.zip")


def test_another_format_a_newer_version_and_none(parts, refused):
    assert "not a file of somebody" in refused(parts, format="x")
    assert "newer version" in refused(parts, version=2)
    assert "damaged" in refused(parts, version="1")
    assert "damaged" in refused(parts, version=0)
    assert "damaged" in refused(parts, files=[])


def test_a_file_that_is_cut_off(refused, parts, tmp_path):
    whole = (tmp_path / "sound.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    assert refused.file(tmp_path / "cut.zip")
    at = whole.index(b"IDAT") + 40  # inside a photo, which is stored as it is
    (tmp_path / "bit.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert "damaged" in refused.file(tmp_path / "bit.zip")


@pytest.mark.parametrize(
    "name", ["../evil.json", "/etc/passwd", "C:/x.json", "runs/../../x.json", "runs\\..\\..\\x"]
)
def test_names_that_lead_out(parts, refused, name):
    assert "outside" in refused(parts | {name: b"{}"})


@pytest.mark.parametrize(
    "name", ["runs/x.json", "evil.pkl", "runs/" + RUN + ".pickle", "datasets/own-1/x.png"]
)
def test_what_the_lab_does_not_write(parts, refused, name):
    assert "damaged" in refused(parts | {name: b"\x80\x04."})


def test_links_bombs_and_doubles(parts, refused):
    link = zipfile.ZipInfo("runs/" + "2" * 32 + ".json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "is a link" in refused(parts, [(link, "/etc/passwd")])
    bomb = {manifest.SETTINGS: b" " * 2_000_000 + b"{}"}
    assert "100 times" in refused(parts | bomb)
    with pytest.warns(UserWarning, match="Duplicate"):
        assert "twice" in refused(parts, [(manifest.SETTINGS, b"{}")])


def test_a_file_that_is_missing_or_not_in_the_list(parts, refused):
    fewer = {name: data for name, data in parts.items() if name != manifest.SETTINGS}
    files = {name: manifest.digest(data) for name, data in parts.items()}
    assert "damaged" in refused(fewer, files=files)
    assert "damaged" in refused(parts, files={**files, manifest.SETTINGS: "0" * 64})


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 60_000, b"9" * 5000])
def test_json_that_is_none(parts, refused, data):
    assert "damaged" in refused(parts | {manifest.SETTINGS: data})
    assert "damaged" in refused(parts | {f"runs/{RUN}.json": data})


@pytest.mark.parametrize(
    "values",
    [
        {"id": "2" * 32},
        {"id": 7},
        {"owner": "somebody"},
        {"kind": "os.system"},
        {"status": "running"},
        {"recipe": []},
        {"recipe": {"classes": [1]}},
        {"recipe": {"lr": "1e400x"}},
        {"metrics": {"test_interval": [0.5]}},
        {"metrics": {"test_accuracy": "<b>"}},
        {"curve": [{"epoch": "1"}]},
        {"notes": ["text"]},
        {"tags": "abc"},
        {"created": "yesterday"},
        {"seed": 1.5},
        {"timings": {"total": "long"}},
        {"unknown": 1},
    ],
    ids=str,
)
def test_runs_that_are_none(parts, refused, values):
    name = f"runs/{RUN}.json"
    assert "damaged" in refused(parts | {name: changed(parts[name], **values)})


def test_a_network_that_is_not_known(parts, refused):
    name = f"runs/{RUN}.json"
    recipe = json.loads(parts[name])["recipe"] | {"backbone": "skynet"}
    assert "skynet" in refused(parts | {name: changed(parts[name], recipe=recipe)})


@pytest.mark.parametrize(
    "values",
    [
        {"labels": [0, 1]},
        {"labels": [9] * 16},
        {"classes": ["../..", "dogs"]},
        {"classes": ["dogs", "dogs"]},
        {"class_titles": ["", "dogs"]},
        {"train": 0},
        {"train": 99},
        {"test_per_class": 0},
        {"train_per_class": 1000},
        {"groups": [0]},
        {"grey": [99]},
        {"pairs": [[0, 99]], "naive": [True]},
        {"aside": {"unheard of": []}},
        {"id": "own-" + "0" * 16},
        {"owner": HERE},
        {"conflicts": [{"files": [["a", "b"]], "picture": '"><script>'}]},
    ],
    ids=str,
)
def test_datasets_that_are_none(parts, refused, values):
    name = next(name for name in parts if name.endswith("dataset.json"))
    assert "damaged" in refused(parts | {name: changed(parts[name], **values)})


def test_photos_that_are_none(parts, refused, pictures):
    name = next(name for name in parts if name.endswith("00003.png"))
    assert "damaged" in refused(parts | {name: pictures.saved(pictures.scene(1, (8, 8)))})
    assert refused(parts | {name: b"\x89PNG\r\n\x1a\nnonsense"})
    assert "damaged" in refused({one: data for one, data in parts.items() if one != name})


@pytest.mark.parametrize(
    "values",
    [
        {"guesses": {"no place": {"guess": 1, "came": None, "right": None}}},
        {"guesses": {"a/b/c": {"guess": 1, "came": None, "right": "yes"}}},
        {"lesson_progress": {"why": "all"}},
        {"quiz_answers": {"why": {"before": {"q": True}}}},
        {"study_words": {"x": {"prediction": 3}}},
    ],
    ids=str,
)
def test_settings_that_are_none(parts, refused, values):
    assert "damaged" in refused(parts | {manifest.SETTINGS: json.dumps(values).encode()})


# -- text is text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "template",
    ["{x.__class__}", "{x!r}", "{x:9999999d}", "![p](http://example.org/{x})", "{", "", "{y}"],
)
def test_a_sentence_of_somebody_elses_is_text(template):
    found = plain.cleaned({"template": template, "values": {"x": 1}})
    assert found["template"] == "{text}"
    assert "__class__" not in str(Message.from_json(found)).replace(template, "")


def test_a_sentence_of_the_labs_stays_one():
    one = {"template": "“{file}” is empty. Choose another file.", "values": {"file": "a\u202eb"}}
    assert plain.cleaned(one) == {**one, "values": {"file": "ab"}}


def test_an_unknown_setting_is_left_out_and_what_belongs_to_the_computer_stays(parts):
    assert settings.merged({}, {"language": "ja", "evil": 1, "started": {}}) == {}
    assert settings.kept("measured/../../x") is None


# -- round trips -------------------------------------------------------------------------------

_few = hypothesis.settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
_names = st.one_of(
    st.just(manifest.SETTINGS),
    st.from_regex(r"runs/[0-9a-f]{32}\.json", fullmatch=True),
    st.from_regex(r"datasets/own-[0-9a-f]{16}/photos/[0-9]{5}\.png", fullmatch=True),
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@_few
@given(st.dictionaries(_names, st.binary(max_size=20), max_size=6), st.text())
def test_a_manifest_that_was_written_is_read(files, moment):
    whole = Manifest(moment, {name: manifest.digest(data) for name, data in files.items()})
    read = Manifest.from_json(json.loads(json.dumps(whole.to_json())))
    assert read == whole
    read.check(set(files))
    for name, data in files.items():
        read.same(name, data)
        with pytest.raises(LabError):
            read.same(name, data + b"x")
    with pytest.raises(LabError):
        read.check({*files, "more"})


@_few
@given(_json)
def test_no_manifest_is_read_but_refused_in_words(document):
    with pytest.raises(LabError):
        Manifest.from_json(document)


@_few
@given(_json)
def test_what_was_cleaned_is_clean(document):
    once = plain.cleaned(document)
    assert plain.cleaned(once) == once
    assert linked(once, {}) == once


@given(st.dictionaries(st.sampled_from("ab"), st.lists(st.sampled_from("xyz"), unique=True)))
def test_merging_is_done_once(there):
    here = {"lesson_progress": {"a": ["x"]}}
    once = here | settings.merged(here, {"lesson_progress": there})
    assert settings.merged(once, {"lesson_progress": there}) == {}
    for lesson, parts in there.items():
        assert set(parts) <= set(once["lesson_progress"][lesson])
