"""What Streamlit's server does otherwise here: uploads have bounds, nothing is asked outside, and
what a press does is done to its end.

Streamlit keeps every file that a page was given in memory until the page lets go of it, and bounds
one file only.  A file that goes beyond is refused as one that is too large is, and the page says so
(`dashboard.kit.upload`).  And where a page of another site wants a connection, it asks a server
outside for this machine's public address, to compare.  Where the next event comes while a callback
runs, it ends the callback in its middle, in silence.
"""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from streamlit import net_util, runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

MEGABYTES = 600  # of the uploads of one tab: three ZIPs, or the photos of a large class
ALL_MEGABYTES = 4_000  # of everybody's
_MARK = "settled"


def settle() -> None:
    """Make it so, once; called with every script run."""
    if not hasattr(SafeSessionState.on_script_will_rerun, _MARK):
        finish_callbacks()
    if not runtime.exists():  # a test of a page
        return
    net_util.get_external_ip = _nobody_asks
    keeper = getattr(runtime.get_instance(), "_uploaded_file_mgr", None)
    if isinstance(keeper, MemoryUploadedFileManager) and not hasattr(keeper, _MARK):
        bound(keeper)


def _nobody_asks() -> str | None:
    return None


def finish_callbacks() -> None:
    """Let callbacks run to their end: the next event waits so long.

    Streamlit looks for it whenever the session is read or something is drawn, and begins anew with
    it; but not while the script itself does not run, which is what it is told here.
    """
    call = SafeSessionState.on_script_will_rerun

    def call_them(state: SafeSessionState, *states: Any, **replayed: Any) -> None:
        runner = getattr(state._yield_callback, "__self__", None)
        if not isinstance(runner, ScriptRunner):
            return call(state, *states, **replayed)
        running, runner._execing = runner._execing, False
        try:
            call(state, *states, **replayed)
        finally:
            runner._execing = running

    setattr(call_them, _MARK, True)
    SafeSessionState.on_script_will_rerun = call_them  # type: ignore[assignment, method-assign]


def bound(keeper: Any) -> None:
    """Let this keeper of uploads take no more than fits."""
    take = keeper.add_file

    def add_file(session_id: str, file: UploadedFileRec) -> None:
        held = {
            name: sum(len(one.data) for one in list(files.values()))
            for name, files in list(keeper.file_storage.items())
        }
        mine, everybodys = held.get(session_id, 0), sum(held.values())
        size = len(file.data)
        if mine + size > MEGABYTES * 1_000_000 or everybodys + size > ALL_MEGABYTES * 1_000_000:
            raise HTTPException(413, "More files than are held")
        take(session_id, file)

    keeper.add_file = add_file
    setattr(keeper, _MARK, True)
