"""A task for each sleep."""

import asyncio
import random
import time

from harness import report

COUNT = 1_000_000


class Deadlines:
    last = 0.0


async def one(seconds):
    Deadlines.last = max(Deadlines.last, time.perf_counter() + seconds)
    await asyncio.sleep(seconds)


async def main():
    rng = random.Random(1)
    times = [rng.randrange(1001) / 1000 for _ in range(COUNT)]
    cpu = time.process_time()
    tasks = [asyncio.create_task(one(seconds)) for seconds in times]
    for task in tasks:
        await task
    late = time.perf_counter() - Deadlines.last
    report(ns=(time.process_time() - cpu) * 1e9 / COUNT, late=late * 1e3, check=float(COUNT))


asyncio.run(main())
