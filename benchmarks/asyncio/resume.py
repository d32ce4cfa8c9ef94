"""A chain of coroutines, stepped at its outermost."""

import sys
from types import coroutine

from harness import arguments, measure

(depth,) = arguments()
sys.setrecursionlimit(depth + 1000)


@coroutine
def suspend():
    yield


async def link(depth, rounds):
    if depth > 0:
        return await link(depth - 1, rounds) + 1
    total = 0
    for i in range(rounds):
        await suspend()
        total = total * 31 + (i ^ depth) & MASK
    return total


MASK = 2**64 - 1


def run(times):
    chain = link(depth, times)
    while True:
        try:
            chain.send(None)
        except StopIteration as end:
            return end.value


measure(run)
