"""A task that starts another one, waits for its end and takes its result."""

import asyncio

from harness import measure


async def parent(times):
    total = 0
    for i in range(times):
        total += await asyncio.create_task(child(i))
    return total


async def child(i):
    return i + 1


measure(lambda times: asyncio.run(parent(times)))
