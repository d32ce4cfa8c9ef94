"""Tasks that give way to one another on the event loop."""

import asyncio

from harness import arguments, measure

tasks, classes = arguments()

SOURCE = """
async def work(rounds, seed):
    total = 0
    for i in range(rounds):
        await asyncio.sleep(0)
        total = total * 31 + (i ^ seed) & MASK
    return total
"""


def make():
    namespace = {"asyncio": asyncio, "MASK": 2**64 - 1}
    exec(SOURCE, namespace)
    return namespace["work"]


makers = [make() for _ in range(classes)]


async def every(rounds):
    started = [asyncio.create_task(makers[i % classes](rounds, i)) for i in range(tasks)]
    return sum([await task for task in started])


measure(lambda times: asyncio.run(every(times // tasks)))
