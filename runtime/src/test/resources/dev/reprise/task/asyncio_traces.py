"""Makes random programs of tasks, runs them on asyncio and prints what happened, for AsyncioTracesTest to compare.

    python3.13 asyncio_traces.py 250 > asyncio-traces.txt

Two lines a program. The first holds the tasks, separated by " / ", each a list of operations:

    y         give way                          c3        cancel task 3
    s404295   sleep so many microseconds        u         uncancel oneself
    a3        await task 3                      r         raise an error
    w1        await future 1                    p1        give future 1 a result, unless it is done
    g3.5      await a gather of tasks 3 and 5   e1        give future 1 an error, unless it is done
                                                x1        cancel future 1

An operation that ends with "!" catches what it raises. The second line holds what was seen, in order: the operations as
they began, their results, and what was raised (C a cancellation, V an error); then for each task how it ended (its result,
C, V, or P if it has not) with its number of cancel requests, and the time.

Time is virtual. What asyncio does not survive, tasks in a circle that are cancelled, is left out; so are tasks that await
themselves, because that leaves a mark on them that makes later awaits of them fail.
"""

import asyncio
import random
import selectors
import sys


class VirtualSelector(selectors.BaseSelector):
    """A selector that takes no time: it puts the clock of its loop forward."""

    def __init__(self, loop):
        self.loop = loop

    def register(self, fileobj, events, data=None):
        pass

    def unregister(self, fileobj):
        pass

    def get_map(self):
        return {}

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("deadlock")
        self.loop.now += max(0, timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.now = 0.0
        super().__init__()
        self._selector.close()
        self._selector = VirtualSelector(self)
        self._clock_resolution = 1e-9

    def time(self):
        return self.now

    def _process_events(self, events):
        pass


def operation(rng, own, tasks, futures):
    kind = rng.choices("ysacurwpexg", weights=[20, 20, 12, 14, 4, 4, 8, 8, 2, 2, 6])[0]
    if kind == "s":
        text = f"s{rng.randrange(1, 10**6)}"
    elif kind == "a":
        text = f"a{(own + 1 + rng.randrange(tasks - 1)) % tasks}"
    elif kind == "c":
        text = f"c{rng.randrange(tasks)}"
    elif kind in "wpex":
        text = f"{kind}{rng.randrange(futures)}"
    elif kind == "g":
        text = "g" + ".".join(str(rng.randrange(tasks)) for _ in range(rng.randrange(4)))
    else:
        text = kind
    return text + ("!" if kind in "ysawgr" and rng.random() < 0.35 else "")


def program(rng):
    tasks = rng.randrange(2, 7)
    return [[operation(rng, own, tasks, 3) for _ in range(rng.randrange(1, 9))] for own in range(tasks)]


class Run:
    def __init__(self, tasks):
        self.loop = VirtualLoop()
        self.loop.set_exception_handler(self.report)
        self.log = []
        self.usable = True
        self.futures = [self.loop.create_future() for _ in range(3)]
        self.tasks = []
        for own, operations in enumerate(tasks):
            self.tasks.append(self.loop.create_task(self.body(own, operations)))

    def report(self, loop, context):
        if "never retrieved" not in context["message"]:
            self.usable = False

    async def body(self, own, operations):
        for number, text in enumerate(operations):
            kind, argument = text[0], text[1:].rstrip("!")
            self.log.append(f"{own}.{number}{kind}")
            try:
                await self.execute(own, kind, argument, f"{own}.{number}")
            except asyncio.CancelledError:
                self.log.append(f"{own}!C")
                if not text.endswith("!"):
                    raise
            except RecursionError:
                self.usable = False
                raise
            except ValueError:
                self.log.append(f"{own}!V")
                if not text.endswith("!"):
                    raise
        return f"r{own}"

    async def execute(self, own, kind, argument, label):
        if kind == "y":
            await asyncio.sleep(0)
        elif kind == "s":
            await asyncio.sleep(int(argument) / 1e6)
        elif kind == "a":
            self.log.append("=" + await self.tasks[int(argument)])
        elif kind == "w":
            self.log.append("=" + await self.futures[int(argument)])
        elif kind == "g":
            gathered = [self.tasks[int(k)] for k in argument.split(".") if k]
            self.log.append("=" + ",".join(await asyncio.gather(*gathered)))
        elif kind == "c":
            self.log.append(f"={self.tasks[int(argument)].cancel()}")
        elif kind == "u":
            self.log.append(f"={self.tasks[own].uncancel()}")
        elif kind == "r":
            raise ValueError
        elif kind == "x":
            self.log.append(f"={self.futures[int(argument)].cancel()}")
        elif not self.futures[int(argument)].done():
            if kind == "p":
                self.futures[int(argument)].set_result(label)
            else:
                self.futures[int(argument)].set_exception(ValueError())

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
        self.log += [self.outcome(task) for task in self.tasks]
        self.log.append(f"{self.loop.now:.6f}")
        return " ".join(self.log)

    def outcome(self, task):
        if not task.done():
            end = "P"
        elif task.cancelled():
            end = "C"
        elif task.exception():
            end = "V"
            self.usable &= isinstance(task.exception(), ValueError)
        else:
            end = task.result()
        return f"{end}:{task.cancelling()}"


def main():
    import logging

    logging.disable(logging.CRITICAL)  # tasks that are pending when they are collected
    rng = random.Random(2026)
    wanted = int(sys.argv[1])
    while wanted > 0:
        tasks = program(rng)
        run = Run(tasks)
        trace = run.trace()
        if not run.usable:
            continue
        print(" / ".join(" ".join(operations) for operations in tasks))
        print(trace)
        wanted -= 1


if __name__ == "__main__":
    main()
