"""A browser's tab without the browser: Streamlit's own messages over its websocket.

It keeps what a browser keeps: the elements by their place, the values of the widgets, the messages
that the server need not send twice, the fragments that run again by themselves.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

HOST = "127.0.0.1"  # loopback, and nothing else
PATIENCE = 60.0  # seconds for a script run
# How Streamlit names what a component hears once, as opposed to a value that it keeps.
TRIGGER = "$$STREAMLIT_INTERNAL_KEY_{}__events"


class TabError(Exception):
    """The tab cannot go on: the connection is closed, or what it looks for is not there."""


@dataclass
class Waiting:
    """A script run that was asked for, and when its first element and its end came."""

    fragment: str
    asked: float = field(default_factory=time.perf_counter)
    begun: bool = False
    first: float | None = None  # seconds
    done: float | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def since(self) -> float:
        return time.perf_counter() - self.asked


class Tab:
    """``async with Tab(port) as tab``: an open connection; `open` shows a page."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.elements: dict[tuple[int, ...], Element] = {}
        self.query = ""
        self.trouble: list[str] = []
        self.runs: list[Waiting] = []
        self._fragment_of: dict[tuple[int, ...], str] = {}
        self._seen: set[tuple[int, ...]] = set()  # places that this script run has filled
        self._running: list[str] = []  # fragments of this script run; none: the whole page
        self._pages: dict[str, str] = {}
        self._page = ""
        self._kept: dict[str, ForwardMsg] = {}
        self._values: dict[str, WidgetState] = {}
        self._repeating: dict[str, asyncio.Task[None]] = {}
        self._waiting: Waiting | None = None
        self._changed = asyncio.Event()
        self._closed = False
        self._session: list[str] = []  # its name, once the server has told it

    async def __aenter__(self) -> Self:
        self._socket: ClientConnection = await connect(
            f"ws://{HOST}:{self._port}/_stcore/stream",
            subprotocols=[Subprotocol(word) for word in ("streamlit", *self._session)],
            origin=Origin(f"http://{HOST}:{self._port}"),
            max_size=None,
            ping_interval=None,
        )
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_raised: object) -> None:
        self._closed = True
        self._stop_repeating()
        await self._socket.close()
        await self._reading

    async def reconnect(self) -> None:
        """The connection breaks without a word, and the browser makes a new one to its session."""
        self._closed = True
        self._stop_repeating()
        self._socket.transport.abort()
        await self._reading
        self._closed = False
        await self.__aenter__()
        await self._run()

    # -- what a learner does -------------------------------------------------------------------

    async def open(self, page: str = "", query: str = "") -> None:
        """Follow a link to a page, or arrive at it."""
        self.query, self._values = query, {}
        if self._pages:
            self._page = self._pages[page]
        await self._run(page_name="" if self._pages else page)

    async def press(self, key: str) -> None:
        """Press a button."""
        place, element = self.find(key)
        if element.WhichOneof("type") != "button":
            raise TabError(f"{key} is no button")
        pressed = WidgetState(id=element.button.id, trigger_value=True)
        await self._run(self._fragment_of[place], pressed)

    async def choose(self, key: str, at: Callable[[int], int]) -> None:
        """Set a slider, a list or a row of choices; `at` says which of so many."""
        self.fill(key, at)
        await self._run(self._fragment_of[self.find(key)[0]])

    def fill(self, key: str, at: Callable[[int], int]) -> None:
        """The same in a form: nothing happens before its button is pressed."""
        _place, element = self.find(key)
        kind = str(element.WhichOneof("type"))
        widget = getattr(element, kind)
        value = self._values[widget.id] = WidgetState(id=widget.id)
        option = widget.options[at(len(widget.options))]
        if kind == "slider":
            value.string_array_value.data.append(option)
        elif kind == "button_group":
            value.string_array_value.data.append(option.content)
        else:
            value.string_value = option

    async def tell(self, key: str, event: str, value: Any) -> None:
        """What one of our own components says: an event with a value."""
        place, element = self.find(key)
        said = json.dumps([{"event": event, "value": value}])
        name = TRIGGER.format(element.bidi_component.id)
        await self._run(self._fragment_of[place], WidgetState(id=name, json_trigger_value=said))

    async def until(self, seen: Callable[[Tab], bool], seconds: float) -> bool:
        """Wait until something is on screen; False when it did not come."""
        until = time.perf_counter() + seconds
        while not seen(self):
            if self._closed or time.perf_counter() > until:
                return False
            self._changed.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), until - time.perf_counter())
        return True

    # -- what a learner sees -------------------------------------------------------------------

    def widgets(self) -> Iterator[tuple[str, tuple[int, ...], Element]]:
        """Key, place and element of everything that can be used."""
        for place, element in self.elements.items():
            widget = getattr(element, str(element.WhichOneof("type")))
            name = str(getattr(widget, "id", ""))
            if name.startswith("$$ID-"):
                yield name.split("-", 2)[2], place, element

    def find(self, key: str) -> tuple[tuple[int, ...], Element]:
        for name, place, element in self.widgets():
            if name == key:
                return place, element
        raise TabError(f"there is no {key}")

    def has(self, key: str) -> bool:
        return any(name == key for name, _place, _element in self.widgets())

    def keys(self, start: str, kind: str = "") -> list[str]:
        """Of the widgets, of one kind only if it is given."""
        return [
            name
            for name, _place, element in self.widgets()
            if name.startswith(start) and kind in ("", element.WhichOneof("type"))
        ]

    def of(self, kind: str) -> list[Any]:
        """The elements of one kind, as messages of that kind."""
        found = [one for one in self.elements.values() if one.WhichOneof("type") == kind]
        return [getattr(one, kind) for one in found]

    def data(self, key: str) -> Any:
        """What one of our own components was given."""
        return json.loads(self.find(key)[1].bidi_component.json)

    # -- to the server -------------------------------------------------------------------------

    async def _run(self, fragment: str = "", *once: WidgetState, page_name: str = "") -> None:
        """Ask for a script run, and wait for its end."""
        self._waiting = waiting = Waiting(fragment)
        self.runs.append(waiting)
        await self._send(fragment, *once, page_name=page_name)
        try:
            await asyncio.wait_for(waiting.ended.wait(), PATIENCE)
        except TimeoutError:
            self.trouble.append("a script run did not end")
        if self._closed:
            raise TabError("the connection is closed")

    async def _send(
        self, fragment: str, *once: WidgetState, page_name: str = "", by_itself: bool = False
    ) -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self.query, self._page
        asked.page_name, asked.fragment_id = page_name, fragment
        asked.is_auto_rerun = by_itself
        asked.context_info.locale, asked.context_info.timezone = "en-US", "UTC"
        asked.cached_message_hashes.extend(self._kept)
        asked.widget_states.widgets.extend([*self._values.values(), *once])
        try:
            await self._socket.send(message.SerializeToString())
        except ConnectionClosed as error:
            raise TabError("the connection is closed") from error

    async def _repeat(self, fragment: str, seconds: float) -> None:
        with suppress(TabError):
            while True:
                await asyncio.sleep(seconds)
                await self._send(fragment, by_itself=True)

    def _stop_repeating(self, *fragments: str) -> None:
        for fragment in fragments or tuple(self._repeating):
            task = self._repeating.pop(fragment, None)
            if task:
                task.cancel()

    # -- from the server -----------------------------------------------------------------------

    async def _read(self) -> None:
        try:
            async for data in self._socket:
                message = ForwardMsg()
                message.ParseFromString(data if isinstance(data, bytes) else data.encode())
                self._take(self._whole(message))
        except ConnectionClosed:
            pass
        if not self._closed:
            self.trouble.append("the server has closed the connection")
        self._closed = True
        self._changed.set()
        if self._waiting:
            self._waiting.ended.set()

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """A message itself, where the server names one that was kept."""
        if message.WhichOneof("type") == "ref_hash":
            whole = ForwardMsg()
            whole.CopyFrom(self._kept[message.ref_hash])
            whole.metadata.CopyFrom(message.metadata)
            return whole
        if message.metadata.cacheable:
            self._kept[message.hash] = message
        return message

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._draw(message)
        elif kind == "new_session":
            self._begin(message)
        elif kind == "script_finished":
            self._end(message.script_finished)
        elif kind == "navigation":
            for page in message.navigation.app_pages:
                self._pages["" if page.is_default else page.url_pathname] = page.page_script_hash
            self._page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            again = message.auto_rerun
            self._stop_repeating(again.fragment_id)
            self._repeating[again.fragment_id] = asyncio.create_task(
                self._repeat(again.fragment_id, again.interval)
            )
        elif kind == "stop_auto_rerun" and message.stop_auto_rerun.fragment_ids:
            self._stop_repeating(*message.stop_auto_rerun.fragment_ids)
        self._changed.set()

    def _begin(self, message: ForwardMsg) -> None:
        self._session = ["-", message.new_session.initialize.session_id]  # "-": for a token
        self._seen, self._running = set(), list(message.metadata.run.fragment_ids)
        if not self._running:
            self._stop_repeating()
            self._page = message.new_session.page_script_hash
        if self._waiting and (not self._running or self._waiting.fragment in self._running):
            self._waiting.begun = True

    def _draw(self, message: ForwardMsg) -> None:
        place, delta = tuple(message.metadata.delta_path), message.delta
        for below in [one for one in self.elements if one[: len(place)] == place != one]:
            if delta.WhichOneof("type") == "new_element":
                del self.elements[below]
        if delta.WhichOneof("type") == "new_element":
            self.elements[place] = delta.new_element
        else:
            self.elements.pop(place, None)
        self._fragment_of[place] = delta.fragment_id
        self._seen.add(place)
        if self._waiting and self._waiting.begun and self._waiting.first is None:
            self._waiting.first = self._waiting.since()

    def _end(self, how: int) -> None:
        if how == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        for place in [one for one in self.elements if one not in self._seen]:
            if not self._running or self._fragment_of[place] in self._running:
                del self.elements[place]
        waiting = self._waiting
        if waiting and waiting.begun and waiting.done is None:
            waiting.done = waiting.since()
            waiting.first = waiting.done if waiting.first is None else waiting.first
            waiting.ended.set()
