"""Coroutines, stepped in turn by a deque."""

from collections import deque
from types import coroutine

from harness import arguments, measure

coroutines, classes = arguments()


@coroutine
def suspend():
    yield


SOURCE = """
async def work(rounds, seed):
    total = 0
    for i in range(rounds):
        await suspend()
        total = total * 31 + (i ^ seed) & MASK
    return total
"""


def make():
    namespace = {"suspend": suspend, "MASK": 2**64 - 1}
    exec(SOURCE, namespace)
    return namespace["work"]


makers = [make() for _ in range(classes)]


def run(times):
    ready = deque(makers[i % classes](times // coroutines, i) for i in range(coroutines))
    total = 0
    while ready:
        c = ready.popleft()
        try:
            c.send(None)
        except StopIteration as end:
            total += end.value
        else:
            ready.append(c)
    return total


measure(run)
