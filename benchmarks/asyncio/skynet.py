"""A tree of tasks, ten under each, whose leaves' numbers are summed up."""

import asyncio

from harness import measure

LEAVES = 1_000_000


async def node(number, size):
    if size == 1:
        return number
    children = [asyncio.create_task(node(number + i * (size // 10), size // 10)) for i in range(10)]
    return sum([await child for child in children])


measure(lambda times: sum(asyncio.run(node(0, LEAVES)) for _ in range(times)), operations=1_111_111)
