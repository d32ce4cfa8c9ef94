"""The loop of the documents that the project was made from."""

from collections import deque


def run_tasks(*tasks):
    """Steps all in turn, until all have ended."""
    ready = deque(task.__await__() for task in tasks)
    while ready:
        task = ready.popleft()
        try:
            next(task)
        except StopIteration:
            continue
        ready.append(task)


class Interrupt:
    """Gives way once."""

    def __await__(self):
        yield
