"""The bodies that the sequences name; Bodies.java, ExitBodies.java, ChainBodies.java, HandWritten.java and
GeneratorBodies.java have the same ones.

An @Async method is an "async def" here, and suspend(x) in it is "await suspend(x)". Where a body must be suspended in
itself, and not in something that it awaits, it is a generator made awaitable (@types.coroutine), which yields directly.
"""

import types


class Boom(Exception):
    """A checked exception in Java."""


class Bang(Exception):
    """An unchecked exception in Java."""


class Fatal(BaseException):
    """An Error in Java."""


@types.coroutine
def suspend(value):
    return (yield value)


class Lazy:
    """An awaitable that is no coroutine itself."""

    def __init__(self, coroutine):
        self.coroutine = coroutine

    def __await__(self):
        return self.coroutine.__await__()


class Broken:
    """An awaitable whose __await__ returns what cannot be stepped."""

    def __await__(self):
        return None


# ------------------------------------------------------------------------------------------------ leaves


async def plain(trace):
    trace.log("ran")
    return "done"


async def once(trace):
    trace.log("begun")
    got = await suspend("a")
    trace.log(got)
    return "end"


async def twice(trace):
    first = await suspend("a")
    second = await suspend("b")
    return f"{first or 'nothing'} {second or 'nothing'}"


async def silent(trace):
    await suspend(None)


async def echo(trace):
    """Yields what it was sent, until that is "stop"."""
    value = "ready"
    while value != "stop":
        value = await suspend(value)
    return value


@types.coroutine
def yielder(trace):
    """Suspended in itself, as a body at suspend() is in Java."""
    trace.log((yield "a"))
    trace.log((yield "b"))
    return "end"


async def fails(trace):
    await suspend("a")
    raise Boom("own")


async def fails_at_once(trace):
    raise Boom("own")


async def catches(trace):
    try:
        await suspend("a")
    except Boom as e:
        trace.log(f"caught {e}")
        await suspend("b")
    return "end"


async def catches_and_returns(trace):
    try:
        await suspend("a")
        return "not reached"
    except (Boom, Bang) as e:
        return f"caught {e}"


async def catches_exception(trace):
    try:
        await suspend("a")
    except Exception as e:
        trace.log("handler for Exception")
    return "end"


async def catches_forever(trace):
    count = 0
    while True:
        try:
            await suspend(str(count))
            return "end"
        except BaseException:
            count += 1
            if count == 3:
                raise


async def rethrows(trace):
    try:
        await suspend("a")
    except Boom:
        trace.log("rethrows")
        raise
    return "end"


async def replaces(trace):
    try:
        await suspend("a")
    except Boom as e:
        raise Bang("instead") from e
    return "end"


# ------------------------------------------------------------------------------------------------ at the exit


async def cleans(trace):
    try:
        await suspend("a")
        await suspend("b")
    finally:
        trace.log("cleaned")


async def awaits_in_finally(trace):
    try:
        await suspend("a")
    finally:
        trace.log("cleaning")
        await suspend("late")
        trace.log("cleaned")
    return "end"


async def ignores_exit(trace):
    try:
        await suspend("a")
    except GeneratorExit:
        await suspend("ignored")
    return "survived"


async def swallows_exit(trace):
    try:
        await suspend("a")
    except GeneratorExit:
        return "swallowed"
    return "end"


async def fails_on_exit(trace):
    try:
        await suspend("a")
    finally:
        raise Bang("from finally")


async def swallows_anything(trace):
    result = None
    try:
        result = await suspend("a")
    except BaseException as e:
        trace.log(f"swallowed {trace.error(e)}")
    return f"end with {result or 'nothing'}"


# ------------------------------------------------------------------------------------------------ awaiting others


async def relay(trace, inner):
    result = await inner
    trace.log(f"relay got {result or 'nothing'}")
    return f"relayed {result or 'nothing'}"


async def tail(trace, inner):
    return await inner


async def relay_lazily(trace, inner):
    return await Lazy(inner)


async def relay_broken(trace):
    return await Broken()


async def relay_none(trace):
    return await None


async def between(trace, inner):
    await suspend("before")
    result = await inner
    await suspend("after")
    return result


async def guards(trace, name, inner):
    try:
        return await inner
    finally:
        trace.log(f"{name} cleaned")


async def handles(trace, inner):
    try:
        result = await inner
    except Boom as e:
        trace.log(f"handles {e}")
        result = await suspend("handled")
    return f"after {result or 'nothing'}"


async def handles_anything(trace, inner):
    try:
        await inner
    except Exception as e:
        trace.log(f"handles {trace.error(e)}")
        await suspend("handled")
    return "end"


async def stubborn(trace, inner):
    try:
        await inner
    except GeneratorExit:
        trace.log("stubborn")
        await suspend("still here")
    return "end"


async def replaces_in_finally(trace, inner):
    try:
        await inner
    finally:
        raise Bang("from outer finally")


async def both(trace, first, second):
    one = await first
    two = await second
    return f"{one or 'nothing'} {two or 'nothing'}"


async def retries(trace, inner):
    for attempt in range(2):
        try:
            return await inner
        except Exception as e:
            trace.log(f"attempt {attempt} {trace.error(e)}")
    return "gave up"


# ------------------------------------------------------------------------------------------------ by hand in Java


hand_twice = twice
hand_guards = guards
hand_catches = catches


# ------------------------------------------------------------------------------------------------ stepping others


async def steps(trace, verb, name, *arguments):
    """Steps a coroutine, maybe itself, in the midst of a step of its own."""
    trace.log("in it " + trace.step(verb, name, *arguments))
    await suspend("stepped")
    trace.log("in it " + trace.step(verb, name, *arguments))
    return "end"


async def steps_then_relays(trace, verb, name, *arguments):
    trace.log("in it " + trace.step(verb, name, *arguments))
    return await trace.named[name]


async def steps_in_finally(trace, verb, name, *arguments):
    try:
        await suspend("a")
    finally:
        trace.log("in finally " + trace.step(verb, name, *arguments))


# ------------------------------------------------------------------------------------------------ generators


def counts(trace):
    trace.log("begun")
    for i in range(1, 4):
        yield str(i)
    trace.log("ended")


def nothing(trace):
    trace.log("nothing to yield")
    return
    yield


def yields_none(trace):
    yield None
    yield "a"


def averages(trace):
    total = count = 0
    average = None
    while True:
        sent = yield average
        if sent is None:
            return
        total += int(sent)
        count += 1
        average = str(total // count)


def gen_catches(trace):
    while True:
        try:
            yield "a"
            return
        except Boom as e:
            trace.log(f"caught {e}")


def gen_returns_on_boom(trace):
    try:
        yield "a"
    except Boom:
        return


def gen_fails(trace):
    yield "a"
    raise Boom("own")


def gen_cleans(trace):
    try:
        yield "a"
        yield "b"
    finally:
        trace.log("cleaned")


def gen_yields_in_finally(trace):
    try:
        yield "a"
    finally:
        yield "late"


def gen_swallows_exit(trace):
    try:
        yield "a"
    except GeneratorExit:
        trace.log("swallowed")


def gen_fails_on_exit(trace):
    try:
        yield "a"
    finally:
        raise Bang("from finally")


def gen_steps(trace, verb, name, *arguments):
    trace.log("in it " + trace.step(verb, name, *arguments))
    yield "a"


def gen_delegates(trace, inner):
    for element in inner:
        yield f"<{element or 'nothing'}>"
    trace.log("delegate ended")


BODIES = {name: body for name, body in globals().items() if callable(body) and not isinstance(body, type)}
