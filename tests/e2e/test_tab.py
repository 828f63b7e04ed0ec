"""The benchmark's learners speak to the real app as a browser does."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from bench.learner import Learner
from core.transfer.recipe import Recipe


def test_three_learners_find_pages_move_controls_and_answer(server):
    port = int(server.rpartition(":")[2])

    async def visit(number):
        learner = Learner(port, number)
        async with learner.tab as tab:
            await learner.arrive()
            await tab.open("playground")
            blocks = len(tab.data("pg_strip")["blocks"])
            await tab.tell("pg_strip", "moved", blocks - 1 - number)
            assert f"unfreeze={1 + number}" in tab.query
            await tab.choose("pg_per_class", lambda count: 0)
            assert "per_class=1" in tab.query
            await tab.open("check")
            await tab.press(tab.keys("quiz_open_")[0])
            assert tab.has("quiz_leave") and not tab.keys("quiz_open_")
            await tab.open("runs")
            assert not tab.has("quiz_leave")
        assert not learner.errors and not tab.trouble
        assert all(run.first <= run.done for run in tab.runs)
        return learner.id

    async def visits():
        return await asyncio.gather(*map(visit, range(3)))

    with ThreadPoolExecutor(1) as thread:  # Playwright's loop is in this one
        ids = thread.submit(asyncio.run, visits()).result()
    assert len(set(ids)) == 3 and all(len(one) == 32 for one in ids)


def test_a_training_goes_on_while_the_connection_is_down(server):
    learner = Learner(int(server.rpartition(":")[2]), 3)
    recipe = Recipe(
        dataset="digits", classes=("0", "1", "7"), per_class=8, val_per_class=4, test_per_class=10,
        backbone="squeezenet", size=64, batch=8, head="linear", epochs=1000, unfreeze=2,
    )  # fmt: skip

    async def visit():
        async with learner.tab as tab:
            await learner.arrive()
            await tab.open("playground", urlencode(recipe.to_query()))
            await tab.press("pg_train")
            address = tab.query
            assert "job=" in address
            assert await tab.until(lambda tab: tab.has("pg_cancel"), 60)
            await tab.reconnect()
            assert tab.data("learner_id")["current"] == learner.id
            assert tab.query == address and tab.has("pg_cancel")
            await tab.press("pg_cancel")
            assert await tab.until(lambda tab: tab.has("pg_again"), 60)
        assert not tab.trouble

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, visit()).result()
