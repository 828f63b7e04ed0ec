"""Rules of the whole repository, checked on every file that git knows or would add."""

from __future__ import annotations

import ast
import contextlib
import re
import subprocess
import sys
import unicodedata
from importlib.metadata import distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("core", "dashboard", "pages", "bench", "scripts", "tests")
LARGEST = 1_000_000  # bytes
TENSORFLOWS = ("tensorflow-cpu", "tensorflow")  # they own the same folder
HEAVY = {"tensorflow", "keras", "openvino"}

# Joined here, so that this file does not hold what it forbids.
REGISTRY_HOSTS = [
    "".join(pieces)
    for pieces in (
        ("py", "pi.org"),
        ("pytho", "nhosted.org"),
        ("np", "mjs.com"),
        ("np", "mjs.org"),
        ("yarn", "pkg.com"),
        ("ana", "conda.org"),
        ("conda", "-forge.org"),
        ("deb", "ian.org"),
        ("ub", "untu.com"),
        ("crates", ".io"),
        ("arti", "factory"),
    )
]
MACHINE_PATHS = ["".join(pieces) for pieces in (("/ro", "ot/"), ("/wo", "rk/"), ("/tm", "p/venv"))]

# Requirements that the program never imports, and why they are needed all the same.
NOT_IMPORTED = {
    "ruff": "a command",
    "mypy": "a command",
    "pre-commit": "a command",
    "pytest-xdist": "a plugin: pytest imports it",
    "nbconvert": "a command: runs a notebook",
    "ipykernel": "what a notebook runs in",
    "matplotlib": "imported by the notebook that is written, in its own process",
    "eagerpy": "foolbox imports it",
    "gitpython": "foolbox imports it",
}
IMPORT_NAMES = {
    "adversarial-robustness-toolbox": "art",
    "pillow": "PIL",
    "markdown-it-py": "markdown_it",
    "pyyaml": "yaml",
    "scikit-learn": "sklearn",
    "scikit-image": "skimage",
    "tensorflow-cpu": "tensorflow",
}


def files() -> list[Path]:
    """What is committed or would be: tracked files and new ones that are not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [ROOT / name for name in answer.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in files():
        try:
            found.append((path.relative_to(ROOT), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def imports(path: Path) -> set[str]:
    """Top-level names of the modules a source imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def sources(*floors: str) -> list[Path]:
    return [
        path
        for path in files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in floors
    ]


def requirements(name: str) -> dict[str, Requirement]:
    """{package: what is required of it} of a requirements file."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {one.name: one for one in wanted}


REQUIREMENTS = ("requirements.txt", "requirements-carriers.txt", "requirements-dev.txt")


def test_the_rules_see_the_repository():
    names = {str(path.relative_to(ROOT)) for path in files()}
    assert {"Makefile", "core/fetch.py", "tests/test_repository.py"} <= names


@pytest.mark.parametrize("pattern", REGISTRY_HOSTS + MACHINE_PATHS)
def test_no_file_names_a_registry_host_or_this_machine(pattern):
    assert [str(path) for path, text in texts() if pattern in text.lower()] == []


def test_no_file_is_large():
    assert [path.name for path in files() if path.stat().st_size > LARGEST] == []


def test_core_never_imports_streamlit_or_the_floors_above():
    above = {"streamlit", "dashboard", "pages"}
    assert [path.name for path in sources("core") if imports(path) & above] == []


def test_the_dashboard_never_imports_a_page():
    # Pages are scripts that the navigation runs by their path.
    assert [path.name for path in sources("dashboard") if "pages" in imports(path)] == []


def test_the_web_process_never_imports_heavy_libraries():
    assert [path.name for path in sources("dashboard", "pages") if imports(path) & HEAVY] == []


def test_ci_only_calls_make_test():
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ["set -e", 'cd "$(dirname "$0")/.."', "make test"]
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_are_pinned_exactly(name):
    loose = [
        str(one)
        for one in requirements(name).values()
        if not re.fullmatch(r"==[0-9][0-9A-Za-z.]*", str(one.specifier)) or one.extras
    ]
    assert loose == []


SYSTEMS = [
    {"sys_platform": system, "platform_machine": machine}
    for system, machines in {
        "linux": ("x86_64", "aarch64"),
        "win32": ("AMD64", "ARM64"),
        "darwin": ("x86_64", "arm64"),
    }.items()
    for machine in machines
]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: "-".join(system.values()))
def test_every_system_gets_one_tensorflow_and_linux_the_one_without_gpu(system):
    one, other = (requirements("requirements.txt")[name] for name in TENSORFLOWS)
    assert one.specifier == other.specifier
    wanted = [each.name for each in (one, other) if each.marker.evaluate(system)]
    assert wanted == [TENSORFLOWS[system != SYSTEMS[0]]]


def test_only_carriers_require_a_tensorflow_by_name():
    """They are installed without what they require; any other would lay one over ours."""
    carriers = requirements("requirements-carriers.txt")
    wanting = {
        package.metadata["Name"]
        for package in distributions()
        for text in package.requires or ()
        if (one := Requirement(text)).name in TENSORFLOWS
        and (one.marker is None or one.marker.evaluate())
    }
    assert wanting - set(carriers) == set()


def test_the_program_imports_nothing_from_carriers():
    product = sources("core", "dashboard", "pages")
    carriers = module_names("requirements-carriers.txt")
    assert [path.name for path in product if imports(path) & carriers] == []


def test_what_is_imported_is_required_and_what_is_required_is_imported():
    runtime = module_names("requirements.txt")
    dev = module_names("requirements-dev.txt")
    carriers = module_names("requirements-carriers.txt")
    product = set().union(*(imports(path) for path in sources("core", "dashboard", "pages")))
    measuring = set().union(*(imports(path) for path in sources("tests", "bench")))
    own = {*FLOORS, *sys.stdlib_module_names}
    assert product - own - runtime == set(), "imported, not in requirements.txt"
    assert measuring - own - runtime - dev - carriers == set(), "imported by tests, not required"
    unused = (runtime - product) | (dev - measuring)
    assert unused == {name.replace("-", "_") for name in NOT_IMPORTED}


def module_names(name: str) -> set[str]:
    return {IMPORT_NAMES.get(package, package.replace("-", "_")) for package in requirements(name)}


def test_the_versions_here_are_the_pinned_ones():
    for name in REQUIREMENTS:
        for package, one in requirements(name).items():
            if one.marker is None or one.marker.evaluate():
                assert str(one.specifier) == f"=={version(package)}"


def _spoken(file):
    """The text of a file; of a program, its string literals."""
    text = file.read_text("utf-8")
    if file.suffix != ".py":
        return text
    literals = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    return "".join(value for value in literals if isinstance(value, str))


def test_every_sign_on_screen_is_in_fonts_that_people_have():
    """Those of Japanese (JIS X 0213) or Western fonts (code pages 437, 1252), and a few that every
    system's fonts hold; rarer ones are drawn (core/figures/signs.py) or are Material icons."""

    def known(sign):
        for page in ("euc_jis_2004", "cp437", "cp1252"):
            with contextlib.suppress(UnicodeError):
                return bool(sign.encode(page))
        return sign in "✗⁰⁴⁵⁶⁷⁸⁹⁻"

    kinds = ("core/figures/*.py", "dashboard/**/*.py", "dashboard/**/*.js", "pages/**/*.py")
    kinds += ("assets/locales/*.po", "assets/**/*.md", "assets/**/*.yaml", "assets/**/*.jinja")
    rare = {
        (str(file.relative_to(ROOT)), sign)
        for kind in kinds
        for file in ROOT.glob(kind)
        for sign in set(_spoken(file))
        if unicodedata.category(sign) in ("So", "Sm", "Sk", "No") and not known(sign)
    }
    assert rare == set()
