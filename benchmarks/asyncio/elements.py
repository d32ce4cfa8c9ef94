"""A plain loop over a generator."""

from harness import measure

BLOCK = 1000
MASK = 2**64 - 1


def numbers(count):
    for i in range(count):
        yield i & 127


def block():
    total = 0
    for number in numbers(BLOCK):
        total = total * 31 + number & MASK
    return total


measure(lambda times: sum(block() for _ in range(0, times, BLOCK)))
