"""One task hands items to another one through a queue; one of no capacity there is not: each put waits until it is taken."""

import asyncio

from harness import arguments, measure

(capacity,) = arguments()


async def put(queue, times):
    for i in range(times):
        await queue.put(i & 127)
        if capacity == 0:
            await queue.join()


async def get(queue, times):
    total = 0
    for _ in range(times):
        total += await queue.get()
        if capacity == 0:
            queue.task_done()
    return total


async def both(times):
    queue = asyncio.Queue(max(1, capacity))
    putting = asyncio.create_task(put(queue, times))
    total = await asyncio.create_task(get(queue, times))
    await putting
    return total


measure(lambda times: asyncio.run(both(times)))
