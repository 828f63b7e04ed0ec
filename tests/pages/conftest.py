"""Pages run against the real services: a run log and caches of their own, the real worker."""

import os
from functools import cache
from pathlib import Path

import platformdirs
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.util import calc_hash

from core import paths
from core.datasets.sets import cifar10
from core.paths import ROOT
from tests.pages.shown import shown
from tests.patience import PATIENCE

APP = str(ROOT / "dashboard" / "app.py")


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory, as_after_setup):
    """Nothing of the person who runs the tests is read or written."""
    from dashboard.shell import services

    kept = {name: os.environ.get(name) for name in ("TLL_DATA_DIR", "TLL_CACHE_DIR")}
    services.store.clear()
    for name in kept:
        os.environ[name] = str(tmp_path_factory.mktemp(name.lower()))
    as_after_setup(os.environ["TLL_CACHE_DIR"])
    yield
    services.runner().close()
    services.store().close()
    services.store.clear()
    for name, value in kept.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


@pytest.fixture(scope="session", autouse=True)
def as_without_keras():
    """Core's tests may have loaded Keras into this process, which the web process never does
    (`test_light.py`): Streamlit would clear Keras and collect garbage after every script run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(script_runner, "_clean_problem_modules", lambda: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def components_are_looked_for_once():
    """As a server does, which reads what every installed package says of itself when it starts;
    `AppTest` does it for every visit, and it takes longer than most pages."""
    scan = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session", autouse=True)
def scripts_are_compiled_once():
    """As in a server; `AppTest` compiles them for every run."""
    compiled = ScriptCache()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "ScriptCache", lambda: compiled)
        yield


@pytest.fixture
def visit():
    """Open a page the way a link does, not by way of Home: ``visit(path, locale="ja-JP",
    query={...})``."""

    def open_page(page=None, locale="ja-JP", theme="light", query=None):
        app = AppTest.from_file(APP, default_timeout=PATIENCE)
        app.context = {"locale": locale, "theme": theme}
        for name, value in (query or {}).items():
            app.query_params[name] = value
        if page is not None and page.parent.name != "home":
            app._page_hash = calc_hash(page.parent.name)  # `switch_page` needs a run before it
        return app.run()

    return open_page


@pytest.fixture
def texts():
    """Every text that a learner reads on a page that was run, as a list."""

    def read(app):
        found = []
        for element in (*app.main, *app.sidebar):
            for name in ("label", "value", "help", "placeholder"):
                text = getattr(element, name, None)
                if isinstance(text, str):
                    found.append(shown(text))
            found += [str(option) for option in getattr(element, "options", ())]
        return found

    return read


@pytest.fixture
def cifar():
    """The photos that set-up has fetched, in the test's own cache folder for a while."""
    fetched = Path(platformdirs.user_cache_dir(paths.APP, appauthor=False), "datasets", "cifar10")
    links = [cifar10.folder() / file.name for file in fetched.iterdir()]
    for link in links:
        link.symlink_to(fetched / link.name)
    yield
    for link in links:
        link.unlink()


@pytest.fixture(autouse=True)
def _plain_lessons(monkeypatch):
    """Texts as the lessons have them: the links of terms are tested in tests/core/teaching."""
    from core.teaching import glossary_links

    monkeypatch.setattr(glossary_links, "linked", lambda text, *_asked: text)


@pytest.fixture(autouse=True)
def _nothing_from_other_tests(monkeypatch):
    """What learners of other tests have had is measured anew (sharing: tests/core/jobs)."""
    from core.jobs.answered import Answered

    monkeypatch.setattr(Answered, "get", lambda *_asked: None)
