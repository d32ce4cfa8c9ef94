"""Runs step sequences on Python's own coroutines and generators: the reference for ours.

    python3 protocol.py sequences.txt > expected.txt
    python3 protocol.py generators.txt > expected-generators.txt
    python3 protocol.py async-generators.txt > expected-async-generators.txt

A sequence is a line "name | step; step; ...". A step is one of

    c = body argument ...    make a coroutine; an argument is a word, or @name for a coroutine made before
    next c                   c.send(None)
    send c word              c.send(word)
    raise c Kind             c.throw(Kind("raised"))
    close c                  c.close()
    all c                    list(c), for a generator
    state c                  inspect.getcoroutinestate(c), inspect.getgeneratorstate(c)
    awaiting c               c.cr_await, by name
    anext g, asend g word    the first step of g.__anext__(), of g.asend(word); to step one further, or later, make it
    athrow g Kind, aclose g  as a coroutine: a = anext @g

The output tells for each step what the bodies logged, then the outcome. ProtocolTest, GeneratorProtocolTest and
AsyncGeneratorProtocolTest have the same bodies as @Async methods, run the same sequences and compare.
"""

import inspect
import sys
import warnings
from pathlib import Path

from async_bodies import ASYNC_BODIES
from bodies import BODIES, Bang, Boom, Fatal

BODIES = BODIES | ASYNC_BODIES

KINDS = {"Boom": Boom, "Bang": Bang, "Fatal": Fatal, "Exit": GeneratorExit}

# Python's own errors, by the end of the message once the word for what was stepped is cut off.
ERRORS = {
    "already executing": "already-executing",
    "asynchronous generator is already running": "already-running",
    "cannot reuse already awaited": "reused",
    "is being awaited already": "being-awaited",
    "ignored GeneratorExit": "ignored-exit",
    "can't send non-None value to a just-started": "not-started",
    "can't be used in 'await' expression": "not-awaitable",
    "__await__() returned non-iterator": "not-awaitable",
}

STATES = {
    inspect.CORO_CREATED: "created",
    inspect.CORO_RUNNING: "running",
    inspect.CORO_SUSPENDED: "suspended",
    inspect.CORO_CLOSED: "ended",
    inspect.AGEN_CREATED: "created",
    inspect.AGEN_RUNNING: "running",
    inspect.AGEN_SUSPENDED: "suspended",
    inspect.AGEN_CLOSED: "ended",
    inspect.GEN_CREATED: "created",
    inspect.GEN_RUNNING: "running",
    inspect.GEN_SUSPENDED: "suspended",
    inspect.GEN_CLOSED: "ended",
}


def text(value):
    return "nothing" if value is None else str(value)


def error_text(error):
    if isinstance(error, GeneratorExit):
        return "error Exit"
    if isinstance(error, (Boom, Bang, Fatal)):
        return f"error {type(error).__name__} {error}"
    for message, name in ERRORS.items():
        if message in str(error):
            return "error " + name
    return f"error {type(error).__name__}: {error}"


class Trace:
    """What bodies log to, and the coroutines of one sequence by name."""

    def __init__(self):
        self.named = {}
        self.lines = []

    def log(self, line):
        self.lines.append(text(line))

    def error(self, error):
        return error_text(error)

    def make(self, name, body, *arguments):
        self.named[name] = BODIES[body](self, *(self.named[a[1:]] if a[0] == "@" else a for a in arguments))

    def step(self, verb, name, *arguments):
        """Performs a step and returns its outcome; bodies call it too, to step others while they run themselves."""
        target = self.named[name]
        try:
            match verb:
                case "next":
                    return "yield " + text(target.send(None))
                case "send":
                    return "yield " + text(target.send(arguments[0]))
                case "raise":
                    return "yield " + text(target.throw(KINDS[arguments[0]]("raised")))
                case "close":
                    target.close()
                    return "closed"
                case "anext":
                    return "yield " + text(target.__anext__().send(None))
                case "asend":
                    return "yield " + text(target.asend(arguments[0]).send(None))
                case "athrow":
                    return "yield " + text(target.athrow(KINDS[arguments[0]]("raised")).send(None))
                case "aclose":
                    return "yield " + text(target.aclose().send(None))
                case "all":
                    return " ".join(["all", *map(text, target)])
                case "state" if inspect.iscoroutine(target):
                    return STATES[inspect.getcoroutinestate(target)]
                case "state" if inspect.isasyncgen(target):
                    return STATES[inspect.getasyncgenstate(target)]
                case "state":
                    return STATES[inspect.getgeneratorstate(target)]
                case "awaiting":
                    return self.name_of(target.cr_await)
                case _:
                    raise ValueError(f"unknown step {verb}")
        except StopIteration as end:
            return "return " + text(end.value)
        except StopAsyncIteration:
            return "end"
        except BaseException as error:
            return error_text(error)

    def name_of(self, awaited):
        return next((name for name, coroutine in self.named.items() if coroutine is awaited), "nothing")


def run(steps):
    trace = Trace()
    outcomes = []
    for step in (step.strip() for step in steps.split(";")):
        words = step.split()
        if words[1] == "=":
            trace.make(words[0], *words[2:])
            outcome = "made"
        else:
            outcome = trace.step(*words)
        logged = f"[{', '.join(trace.lines)}] " if trace.lines else ""
        outcomes.append(f"{step}: {logged}{outcome}")
        trace.lines.clear()
    return "; ".join(outcomes), trace


def main():
    # What is left suspended is closed when it is collected; that is no longer part of any sequence.
    warnings.simplefilter("ignore")
    sys.unraisablehook = lambda unraisable: None
    table = sys.argv[1]
    print(f"# Made by Python 3.13, in this folder: python3 protocol.py {table}")
    for line in Path(__file__).with_name(table).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, steps = line.split("|")
        outcomes, _ = run(steps)
        print(f"{name.strip()} | {outcomes}")


if __name__ == "__main__":
    main()
