"""What Streamlit's server does otherwise here: uploads have bounds, nothing is asked outside, what
a press does is done to its end, and a file is made of all that came before its press.

Streamlit keeps every file that a page was given in memory until the page lets go of it, and bounds
one file only.  A file that goes beyond is refused as one that is too large is, and the page says so
(`dashboard.kit.upload`).  And where a page of another site wants a connection, it asks a server
outside for this machine's public address, to compare.  Where the next event comes while a callback
runs, it ends the callback in its middle, in silence.  And it makes a file as soon as its button is
pressed: without the words whose callback still waits, and not at all where the page is being drawn.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from typing import Any

from starlette.exceptions import HTTPException
from streamlit import net_util, runtime
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

MEGABYTES = 600  # of the uploads of one tab: three ZIPs, or the photos of a large class
ALL_MEGABYTES = 4_000  # of everybody's
SENT_LATER = 0.3  # seconds: a browser may send what was written after the press that followed it
LONGEST_REST = 30.0  # seconds that a file waits for its page
_MARK = "settled"


def settle() -> None:
    """Make it so, once; called with every script run."""
    if not hasattr(SafeSessionState.on_script_will_rerun, _MARK):
        finish_callbacks()
        make_files_afterwards()
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


def make_files_afterwards() -> None:
    """Make a file once its page has come to rest, and by the newest of what would make it.

    With every run Streamlit gives it another name, under which a button that the browser has not
    drawn anew yet finds nothing: here it keeps one for as long as the button is there.
    """
    handle, add = DeferredFileHandler.handle, MediaFileManager.add_deferred

    async def handle_afterwards(self: DeferredFileHandler, request: Any, session_id: str) -> Any:
        await asyncio.sleep(SENT_LATER)
        await _at_rest(session_id)
        return await handle(self, request, session_id)

    def add_by_name(self: MediaFileManager, *given: Any, element_id: str, **more: Any) -> str:
        new = add(self, *given, element_id=element_id, **more)
        with self._lock:
            entry = self._deferred_callables[new]
            session = entry["session_id"]
            name = hashlib.sha256(f"{session} {element_id}".encode()).hexdigest()
            self._drop_deferred_id(new)
            self._deferred_callables[name] = entry
            self._deferred_ids_by_session[session].add(name)
            self._files_by_session_and_coord[session][entry["coordinates"]] = name
        return name

    DeferredFileHandler.handle = handle_afterwards  # type: ignore[method-assign]
    MediaFileManager.add_deferred = add_by_name  # type: ignore[assignment, method-assign]


async def _at_rest(session_id: str) -> None:
    """Wait until no script of this tab runs or is about to."""
    found = runtime.get_instance()._session_mgr.get_active_session_info(session_id)
    end = time.monotonic() + LONGEST_REST
    while found is not None and time.monotonic() < end:
        runner = found.session._scriptrunner
        if runner is None or runner._requests._state is ScriptRequestType.STOP:
            return
        await asyncio.sleep(0.02)


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
