"""A learner with a page of the real app open: what they do, in a realistic mix, with pauses."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from bench.tab import Tab, TabError
from core.transfer.recipe import SETTINGS, Recipe

PAUSE, MOST_PAUSE = 4.0, 15.0  # seconds between two deeds, on average and at most
MOST_DEEDS = 500
RESULT = 90.0  # seconds that a learner waits for a result
# How often each of them is done.
DEEDS = {
    "read": 25,
    "train": 30,
    "classify": 12,
    "attack": 8,
    "ideal": 4,
    "answer": 13,
    "look_back": 8,
}
LESSONS = (
    "why",
    "architectures",
    "two_ways",
    "holds",
    "tricks",
    "",
    "cats_dogs",
    "advisor",
    "race",
)
PHOTOS = ("chelsea", "imagenet_00", "imagenet_03", "imagenet_06", "coffee", "rocket", "flower")
REFUSALS = ("You already have", "The queue is full")
TROUBLE = ("Something went wrong", "stopped in the middle", "cannot be")


@dataclass
class Training:
    """A training that was accepted."""

    job: str
    owner: str
    recipe: Recipe
    asked: float = field(default_factory=time.time)
    seen: float | None = None  # seconds until its result was on screen


class Learner:
    """One learner: `live` does things until the time is over; the figures stand here afterwards."""

    def __init__(self, port: int, number: int) -> None:
        self._port, self._chance = port, random.Random(number)
        self.tab = Tab(port)
        self.id = ""
        self.trainings: list[Training] = []
        self.photos: list[float] = []  # seconds until the networks have answered
        self.done: list[str] = []
        self.refused: list[str] = []
        self.errors: list[str] = []

    async def live(self, starts: float, until: float, together: Recipe, ready: Ready) -> None:
        """Arrive at `starts`, do things until `until` (both as the clock says), then wait for the
        others and train the same recipe with them."""
        await asyncio.sleep(max(0.0, starts - time.time()))
        try:
            async with self.tab:
                await self.arrive()
                while time.time() < until and len(self.done) < MOST_DEEDS:
                    await self.do(self._chance.choices(list(DEEDS), list(DEEDS.values()))[0])
                    await self._pause()
                await self.tab.open("playground", urlencode(together.to_query()))
                await ready.all_here()
                await self._press_train()
        except (TabError, OSError) as error:
            self.errors.append(str(error))
        finally:
            ready.gone()
            self.errors += self.tab.trouble

    async def try_out(self) -> None:
        """What a teacher does before the class comes: one training.  The worker is warm then."""
        async with self.tab:
            await self.arrive()
            await self.tab.open("playground")
            await self._press_train()

    async def arrive(self) -> None:
        """Open the first page."""
        await self.tab.open()
        self.id = self.tab.data("learner_id")["current"]

    async def do(self, deed: str) -> None:
        """One deed of `DEEDS`."""
        self.done.append(deed)
        try:
            await getattr(self, f"_{deed}")()
        except TabError as error:
            self.errors.append(f"{deed}: {error}")
        self._look_for_trouble(deed)

    # -- deeds ---------------------------------------------------------------------------------

    async def _read(self) -> None:
        await self.tab.open(self._chance.choice(LESSONS))
        await self._pause()
        parts = [key for key in self.tab.keys("") if key.endswith("_part")]
        if parts:
            await self.tab.choose(parts[0], self._chance.randrange)

    async def _press_train(self) -> None:
        """Press Train, and wait until the result is on screen."""
        before, asked = self._parameters(), time.perf_counter()
        await self.tab.press("pg_train")
        address = self._parameters()
        job = address.get("job", "")
        self._look_for_trouble("train")
        if job in ("", before.get("job")):
            return  # refused: that is told on the page
        recipe = SETTINGS.from_query(address).recipe
        training = Training(job, self.id, recipe, time.time() - (time.perf_counter() - asked))
        self.trainings.append(training)
        if await self.tab.until(_trained, RESULT):
            training.seen = time.perf_counter() - asked

    async def _classify(self) -> None:
        await self.tab.open("photo", "part=predictions")
        await self._pause()
        asked = time.perf_counter()
        await self.tab.tell("photo_parts", "picked", self._chance.choice(PHOTOS))
        if await self.tab.until(_answered, RESULT):
            self.photos.append(time.perf_counter() - asked)
        else:
            self.errors.append("a photo got no answer")

    async def _attack(self) -> None:
        await self.tab.open("adversarial")
        await self._pause()
        # predicting begins, but for a class
        choices = self.tab.keys("adversarial_guess_", "button")
        await self._guess("adversarial_guess")
        await self._press_and_wait(self._chance.choice(choices or ["adversarial_go"]))

    async def _ideal(self) -> None:
        seed = self._chance.randrange(1000)
        await self.tab.open("ideal", f"part=studio&steps=64&seed={seed}")
        await self._pause()
        await self._guess("ideal_studio_guess")
        await self._press_and_wait("ideal_studio_go")

    async def _answer(self) -> None:
        await self.tab.open("check")
        await self._pause()
        await self.tab.press(self._chance.choice(self.tab.keys("quiz_open_")))
        await self._pause()
        for choice in [key for key in self.tab.keys("quiz_") if key.endswith("_choice")]:
            self.tab.fill(choice, self._chance.randrange)
            await self.tab.press(self.tab.keys("FormSubmitter:quiz_")[0])

    async def _look_back(self) -> None:
        await self.tab.open("runs")

    async def _train(self) -> None:
        """Move one to three controls of the playground and train."""
        await self.tab.open("playground")
        await self._pause()
        for _ in range(self._chance.randint(1, 3)):
            await self._move()
            await asyncio.sleep(self._chance.uniform(0.5, 2.0))
        await self._press_train()

    async def _move(self) -> None:
        what = self._chance.choice(("pg_per_class", "pg_lr", "pg_strip"))
        if what == "pg_strip":
            blocks = len(self.tab.data(what)["blocks"])
            await self.tab.tell(what, "moved", blocks - self._chance.choice((0, 0, 0, 1, 2)))
        elif what == "pg_lr":
            await self.tab.choose(what, lambda count: self._chance.randrange(count // 2, count))
        else:  # at most 200 photos of each class
            await self.tab.choose(what, lambda count: self._chance.randrange(min(8, count)))

    async def _guess(self, key: str) -> None:
        """Predict, where the page asks."""
        if self.tab.has(key):
            await self.tab.choose(key, lambda count: self._chance.randrange(1, count))

    async def _press_and_wait(self, key: str) -> None:
        await self.tab.press(key)
        if not await self.tab.until(_answered, RESULT):
            self.errors.append(f"{key}: no answer")

    # -- what is seen --------------------------------------------------------------------------

    async def _pause(self) -> None:
        await asyncio.sleep(min(MOST_PAUSE, self._chance.expovariate(1 / PAUSE)))

    def _parameters(self) -> dict[str, str]:
        return dict(parse_qsl(self.tab.query))

    def _look_for_trouble(self, deed: str) -> None:
        said = [alert.body for alert in self.tab.of("alert")]
        self.refused += [text for text in said if text.startswith(REFUSALS)]
        self.errors += [
            f"{deed}: {text}" for text in said if any(words in text for words in TROUBLE)
        ]
        self.errors += [f"{deed}: {one.message}" for one in self.tab.of("exception")]


class Ready:
    """Everybody waits for everybody, also for who has gone."""

    def __init__(self, count: int) -> None:
        self._missing = count
        self._all = asyncio.Event()
        self._here: set[asyncio.Task[None] | None] = set()

    async def all_here(self) -> None:
        self._here.add(asyncio.current_task())
        self._count()
        await self._all.wait()

    def gone(self) -> None:
        if asyncio.current_task() not in self._here:
            self._count()

    def _count(self) -> None:
        self._missing -= 1
        if not self._missing:
            self._all.set()


def _trained(tab: Tab) -> bool:
    """A result stands there, and nothing is being trained."""
    shown = any("accuracy" in metric.label for metric in tab.of("metric"))
    return shown and not tab.has("pg_cancel")


def _answered(tab: Tab) -> bool:
    """Nothing is being computed on the page; what one has left running stands in the bar above it,
    each with its own Cancel."""
    return len(tab.of("progress")) <= len(tab.keys("cancel_"))
