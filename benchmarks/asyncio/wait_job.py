"""The documents' second program: a task waits for another one to have counted to five, stepped in turn by hand."""

from handmade import Interrupt, run_tasks
from harness import measure

said = []


class Waiter:
    def __init__(self):
        self.done = False

    def __await__(self):
        while not self.done:
            yield


async def wait_job(waiter):
    said.append("start")
    await waiter
    said.append("finished")


async def count_up_to(waiter, n):
    for i in range(n):
        said.append(str(i))
        await Interrupt()
    waiter.done = True


def run(times):
    total = 0
    for _ in range(times):
        said.clear()
        waiter = Waiter()
        run_tasks(wait_job(waiter), count_up_to(waiter, 5))
        total += len("".join(said))
    return total


measure(run)
