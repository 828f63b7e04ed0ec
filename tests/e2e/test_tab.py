"""The benchmark's learners speak to the real app as a browser does."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bench.learner import Learner


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
