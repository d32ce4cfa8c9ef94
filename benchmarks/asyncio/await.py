"""Awaits of coroutines that could suspend and do not."""

from harness import arguments, measure
from types import coroutine

(depth,) = arguments()

BLOCK = 1000
MASK = 2**64 - 1


@coroutine
def suspend():
    yield


async def level5(i):
    return await level4(i) + 1


async def level4(i):
    return await level3(i) + 1


async def level3(i):
    return await level2(i) + 1


async def level2(i):
    return await level1(i) + 1


async def level1(i):
    if i < 0:
        await suspend()
    return i + 1


async def block(start):
    total = 0
    callee = level1 if depth == 1 else level5
    for i in range(start, start + BLOCK):
        total = total * 31 + await callee(i) & MASK
    return total


def run(times):
    total = 0
    for done in range(0, times, BLOCK):
        try:
            block(done).send(None)
        except StopIteration as end:
            total += end.value
    return total


measure(run)
