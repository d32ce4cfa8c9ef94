"""A task in a chain of awaits, whose innermost gives way."""

import asyncio
import sys

from harness import arguments, measure

(depth,) = arguments()
sys.setrecursionlimit(depth + 1000)

MASK = 2**64 - 1


async def link(depth, rounds):
    if depth > 0:
        return await link(depth - 1, rounds) + 1
    total = 0
    for i in range(rounds):
        await asyncio.sleep(0)
        total = total * 31 + (i ^ depth) & MASK
    return total


measure(lambda times: asyncio.run(link(depth, times)))
