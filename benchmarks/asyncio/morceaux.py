"""The documents' coroutine in three pieces, two of them gathered; what sleeps there gives way here."""

import asyncio

from harness import measure

said = []


async def morceaux(message):
    said.append(message + " début")
    await asyncio.sleep(0)
    said.append(message + " milieu")
    await asyncio.sleep(0)
    said.append(message + " fin")
    return message + " par morceaux"


async def gather_all(times):
    total = 0
    for _ in range(times):
        said.clear()
        one, two = await asyncio.gather(morceaux("run1"), morceaux("run2"))
        total += len("".join(said)) + len(one) + len(two)
    return total


def run(times):
    return asyncio.run(gather_all(times))


measure(run)
