"""Fifty readers at once, on the board and on a hello-world: how long each waits for an answer.

A reader is a bare websocket that speaks Streamlit's protocol as the browser does, down to naming the messages it has
kept, and stops to think between two choices.  Every answer is looked at: one that does not show what was chosen ends
the measurement.  The readers come only to servers started here on 127.0.0.1, and leave when their time is over.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from itertools import chain, cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from bench.figures import percentile, ratio
from bench.serving import serve_board, serve_hello

READERS = 50
THINK = 5.0      # seconds between two choices, on average
TURN = 12.0      # seconds of load on one app before the other has its turn
TURNS = 5
LONGEST = 600.0  # seconds after which all leave, even if a server has not answered


@dataclass(frozen=True)
class Choice:
    """What a reader does: the end of the input's id, what it then holds, the address, and a text the answer must show."""

    input: str
    state: Callable[[str], WidgetState]
    shows: str
    address: str = ""


@dataclass
class Reader:
    """One session: its connection, what it goes on choosing, the inputs it has met and the messages it keeps."""

    wire: ClientConnection
    choices: Iterator[Choice]
    chance: random.Random
    page: str = ""
    inputs: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)

    async def arrive(self) -> None:
        """The first run."""
        await self._run(BackMsg())

    async def read(self) -> list[float]:
        """What one turn of thinking and choosing kept this reader waiting, choice by choice."""
        waits, end = [], time.monotonic() + TURN
        while time.monotonic() + (thought := self.chance.expovariate(1 / THINK)) < end:
            await asyncio.sleep(thought)
            waits.append(await self._choose(next(self.choices)))
        return waits

    async def _choose(self, choice: Choice) -> float:
        """Seconds from a choice to the end of the rerun."""
        found = next(key for key in self.inputs if key.endswith(choice.input))
        asked = BackMsg()
        asked.rerun_script.query_string = choice.address
        asked.rerun_script.page_script_hash = self.page
        asked.rerun_script.widget_states.widgets.append(choice.state(found))
        asked.rerun_script.cached_message_hashes.extend(self.kept)
        start = time.perf_counter()
        texts = await self._run(asked)
        seconds = time.perf_counter() - start
        if not any(choice.shows in text for text in texts):
            raise RuntimeError(f"the answer does not show {choice.shows!r}: {texts}")
        return seconds

    async def _run(self, asked: BackMsg) -> list[str]:
        """The texts that came until the script had finished."""
        asked.rerun_script.context_info.locale = "zh-CN"
        await self.wire.send(asked.SerializeToString())
        texts = []
        while True:
            message = ForwardMsg.FromString(await self.wire.recv())
            texts += self._keep(message)
            if message.WhichOneof("type") == "script_finished":
                return texts

    def _keep(self, message: ForwardMsg) -> list[str]:
        """Remember what the browser would; the text of the message, if it is one."""
        if message.metadata.cacheable:
            self.kept.add(message.hash)
        if message.HasField("new_session"):
            self.page = message.new_session.page_script_hash
        if not message.HasField("delta"):
            return []
        element = message.delta.new_element
        self.inputs |= {element.button.id, element.button_group.id} - {""}
        return [element.markdown.body] if element.HasField("markdown") else []


def _basis(name: str) -> Choice:
    def state(key: str) -> WidgetState:
        chosen = WidgetState(id=key)
        chosen.string_array_value.data.append(name)
        return chosen

    address = "" if name == "序时" else urlencode({"basis": name})     # the usual choice is not named in the address
    return Choice("-basis", state, f"口径 **{name}**", address)


BOARD = (_basis("现状"), _basis("序时"))
HELLO = (Choice("", lambda key: WidgetState(id=key, trigger_value=True), "Hello, world"),)


def measure() -> Iterator[dict[str, Any]]:
    """One line for the median wait, one for the 95th percentile."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        board, hello = (stack.enter_context(serve(Path(folder))) for serve in (serve_board, serve_hello))
        ours, hellos = asyncio.run(_in_turns((board, BOARD), (hello, HELLO)))
    for percent, aim in ((50, None), (95, 1.0)):
        bench = f"rerun with {READERS} readers, p{percent}"
        yield {**ratio(bench, percentile(ours, percent), percentile(hellos, percent), aim), "reruns": len(ours)}


async def _in_turns(*apps: tuple[str, tuple[Choice, ...]]) -> list[list[float]]:
    """The waits at each app; while one has its turn, the readers of the other sit still."""
    waits: list[list[float]] = [[] for _ in apps]
    async with asyncio.timeout(LONGEST), AsyncExitStack() as stack:
        crowds = [await _crowd(stack, url, choices) for url, choices in apps]
        for _ in range(TURNS):
            for crowd, kept in zip(crowds, waits, strict=True):
                kept += chain.from_iterable(await asyncio.gather(*(reader.read() for reader in crowd)))
    return waits


async def _crowd(stack: AsyncExitStack, url: str, choices: tuple[Choice, ...]) -> list[Reader]:
    """Readers who have all seen their first page."""
    address = url.replace("http", "ws") + "/_stcore/stream"
    crowd = []
    for seed in range(READERS):
        wire = await stack.enter_async_context(connect(address, subprotocols=["streamlit"], max_size=None))
        crowd.append(Reader(wire, cycle(choices), random.Random(seed)))
    await asyncio.gather(*(reader.arrive() for reader in crowd))
    return crowd
