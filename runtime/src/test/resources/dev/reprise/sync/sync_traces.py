"""Makes random programs of tasks that synchronise, runs them on asyncio and prints what happened, for SyncTracesTest.

    python3.13 sync_traces.py 400 > sync-traces.txt

Two lines a program. The first holds the bound of its queue, the permits of its semaphore, and the tasks, all separated by
" / ", each task a list of operations:

    y       give way                        s4042   sleep so many microseconds      c3      cancel task 3
    P, p    put; put without waiting        G, g    get; get without waiting        d       report an item as done
    J       join                            h, H    shut down; the same at once
    L, l    acquire, release the lock       A, a    acquire, release the semaphore
    E, e, k wait for, set, clear the event  W, n, N wait on the condition, notify one, notify all, each with its lock

An operation that ends with "!" catches what it raises. The second line holds what was seen, in order: the operations as
they began, what the waiting ones and the gets returned, and what was raised (C a cancellation, F full, E empty, S shut
down, R any other error); then for each task how it ended, what is left in the queue, and the time.

Left out are programs in which asyncio does what the project does otherwise, on purpose: a getter or putter that was
overtaken goes behind those who came later; a cancelled wait on a condition notifies another even if it was not notified
itself; and a released lock wakes nobody yet if the first that waits was cancelled but has not noticed.
"""

import asyncio
import logging
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "task"))

from asyncio_traces import VirtualLoop  # noqa: E402


class WatchedQueue(asyncio.Queue):
    """Notices when one that was overtaken has to wait again while others wait."""

    def __init__(self, maxsize, found):
        super().__init__(maxsize)
        self.found = found
        self.waits = {}

    def _get_loop(self):  # asked for once for each wait
        task = asyncio.current_task()
        self.waits[task] = self.waits.get(task, 0) + 1
        if self.waits[task] > 1 and (self._getters or self._putters):
            self.found()
        return super()._get_loop()

    async def get(self):
        self.waits.pop(asyncio.current_task(), None)
        return await super().get()

    async def put(self, item):
        self.waits.pop(asyncio.current_task(), None)
        await super().put(item)


class WatchedLock(asyncio.Lock):
    """Notices when it wakes nobody because the first that waits was cancelled."""

    def __init__(self, found):
        super().__init__()
        self.found = found

    def _wake_up_first(self):
        if self._waiters and self._waiters[0].cancelled():
            self.found()
        super()._wake_up_first()


class WatchedCondition(asyncio.Condition):
    """Notices when a cancelled wait notifies somebody."""

    def __init__(self, found):
        super().__init__(WatchedLock(found))
        self.found = found
        self.notifying = False

    def notify(self, n=1):
        self.notifying = True
        super().notify(n)
        self.notifying = False

    def _notify(self, n):
        if not self.notifying and any(not waiter.done() for waiter in self._waiters):
            self.found()
        super()._notify(n)


def operation(rng, tasks):
    kind = rng.choices("yscPpGgdJhHLlAaEekWnN", weights=[16, 6, 14, 12, 4, 12, 4, 4, 2, 1, 1, 8, 8, 8, 8, 4, 2, 2, 6, 4, 1])[0]
    if kind == "s":
        return f"s{rng.randrange(1, 10**6)}"
    if kind == "c":
        return f"c{rng.randrange(tasks)}"
    return kind + ("!" if kind not in "yek" and rng.random() < 0.6 else "")


def program(rng):
    tasks = rng.randrange(3, 8)
    bodies = [" ".join(operation(rng, tasks) for _ in range(rng.randrange(3, 13))) for _ in range(tasks)]
    return [str(rng.randrange(3)), str(rng.randrange(3))] + bodies


LETTERS = {asyncio.CancelledError: "C", asyncio.QueueFull: "F", asyncio.QueueEmpty: "E", asyncio.QueueShutDown: "S"}


class Run:
    def __init__(self, program):
        self.loop = VirtualLoop()
        self.log = []
        self.usable = True
        self.over = False
        self.queue = WatchedQueue(int(program[0]), self.found)
        self.semaphore = asyncio.Semaphore(int(program[1]))
        self.lock = WatchedLock(self.found)
        self.event = asyncio.Event()
        self.condition = WatchedCondition(self.found)
        self.tasks = []
        for own, body in enumerate(program[2:]):
            self.tasks.append(self.loop.create_task(self.body(own, body.split())))

    def found(self):
        self.usable = False

    async def body(self, own, operations):
        for number, text in enumerate(operations):
            self.log.append(f"{own}.{number}{text[0]}")
            try:
                await self.execute(own, text[0], text[1:], f"{own}.{number}")
            except BaseException as error:
                if self.over:  # the interpreter closes what is left, perhaps while another run goes on
                    raise
                self.log.append(f"{own}!{LETTERS.get(type(error), 'R')}")
                if not text.endswith("!"):
                    raise

    async def execute(self, own, kind, argument, label):
        if kind == "y":
            await asyncio.sleep(0)
        elif kind == "s":
            await asyncio.sleep(int(argument) / 1e6)
        elif kind == "c":
            self.tasks[int(argument)].cancel()
        elif kind in "PGJLAEWnN":
            result = await self.waiting(kind, label)
            self.log.append(f"{own}={result if kind == 'G' else ''}")
        elif kind == "g":
            self.log.append(f"{own}={self.queue.get_nowait()}")
        else:
            self.at_once(kind, label)

    async def waiting(self, kind, label):
        if kind in "WnN":
            async with self.condition:
                if kind == "W":
                    await self.condition.wait()
                elif kind == "n":
                    self.condition.notify()
                else:
                    self.condition.notify_all()
        elif kind == "P":
            await self.queue.put(label)
        elif kind == "G":
            return await self.queue.get()
        elif kind == "J":
            await self.queue.join()
        elif kind == "L":
            await self.lock.acquire()
        elif kind == "A":
            await self.semaphore.acquire()
        else:
            await self.event.wait()

    def at_once(self, kind, label):
        {
            "p": lambda: self.queue.put_nowait(label),
            "d": self.queue.task_done,
            "h": self.queue.shutdown,
            "H": lambda: self.queue.shutdown(immediate=True),
            "l": self.lock.release,
            "a": self.semaphore.release,
            "e": self.event.set,
            "k": self.event.clear,
        }[kind]()

    def trace(self):
        left = len(self.tasks)

        def ended(task):
            nonlocal left
            left -= 1
            if left == 0:
                self.loop.stop()

        for task in self.tasks:
            task.add_done_callback(ended)
        try:
            self.loop.run_forever()
        except RuntimeError as deadlock:
            self.log.append(str(deadlock))
        self.over = True
        self.log += [self.outcome(task) for task in self.tasks]
        self.log.append("[" + ",".join(self.queue._queue) + "]")
        self.log.append(f"{self.loop.now:.6f}")
        return " ".join(self.log)

    def outcome(self, task):
        if not task.done():
            return "P"
        if task.cancelled():
            return "C"
        return LETTERS.get(type(task.exception()), "R") if task.exception() else "r"


def main():
    logging.disable(logging.CRITICAL)  # tasks that are pending when they are collected,
    sys.unraisablehook = lambda unraisable: None  # and what their coroutines then fail with
    rng = random.Random(2026)
    wanted = int(sys.argv[1])
    while wanted > 0:
        made = program(rng)
        run = Run(made)
        trace = run.trace()
        if run.usable:
            print(" / ".join(made))
            print(trace)
            wanted -= 1


if __name__ == "__main__":
    main()
