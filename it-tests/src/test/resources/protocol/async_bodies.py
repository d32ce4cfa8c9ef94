"""The asynchronous generators that the sequences name, and who consumes them; AsyncGeneratorBodies.java and
ConsumerBodies.java have the same ones."""

from bodies import Bang, Boom, suspend


async def a_counts(trace):
    trace.log("begun")
    for i in range(1, 4):
        yield str(i)
    trace.log("ended")


async def a_nothing(trace):
    trace.log("nothing to yield")
    return
    yield


async def a_yields_none(trace):
    yield None
    yield "a"


async def a_averages(trace):
    total = count = 0
    average = None
    while True:
        sent = yield average
        if sent is None:
            return
        total += int(sent)
        count += 1
        average = str(total // count)


async def a_waits(trace):
    """Suspended for the loop before each element, and once more after the last."""
    for i in range(1, 3):
        got = await suspend(f"wait {i}")
        sent = yield f"{got or 'nothing'} {i}"
        if sent is not None:
            trace.log(f"sent {sent}")
    trace.log(await suspend("wait for the end"))


async def a_catches(trace):
    while True:
        try:
            yield "a"
            return
        except Boom as e:
            trace.log(f"caught {e}")


async def a_catches_and_waits(trace):
    try:
        yield "a"
    except Boom as e:
        trace.log(await suspend(f"caught {e}"))
    yield "b"


async def a_catches_where_it_waits(trace):
    try:
        await suspend("wait")
    except Boom as e:
        yield f"caught {e}"
    yield "b"


async def a_returns_on_boom(trace):
    try:
        yield "a"
    except Boom:
        return


async def a_fails(trace):
    yield "a"
    raise Boom("own")


async def a_fails_after_waiting(trace):
    await suspend("wait")
    raise Boom("own")
    yield


async def a_cleans(trace):
    try:
        yield "a"
        yield "b"
    finally:
        trace.log("cleaned")


async def a_cleans_slowly(trace):
    try:
        yield "a"
        await suspend("wait")
    finally:
        trace.log("cleaning")
        trace.log(await suspend("clean"))


async def a_yields_in_finally(trace):
    try:
        yield "a"
        await suspend("wait")
    finally:
        yield "late"


async def a_yields_late_in_finally(trace):
    try:
        yield "a"
    finally:
        await suspend("clean")
        yield "late"


async def a_swallows_exit(trace):
    try:
        yield "a"
    except GeneratorExit:
        trace.log("swallowed")


async def a_fails_on_exit(trace):
    try:
        yield "a"
        await suspend("wait")
    finally:
        raise Bang("from finally")


async def a_relays(trace, inner):
    trace.log("relay begun")
    yield await inner
    trace.log("relay ended")


async def a_steps(trace, verb, name, *arguments):
    trace.log("in it " + trace.step(verb, name, *arguments))
    yield "a"


async def a_asks_itself(trace, name):
    try:
        await trace.named[name].__anext__()
    except RuntimeError as e:
        trace.log(trace.error(e))
    yield "a"


async def a_delegates(trace, inner):
    async for element in inner:
        yield f"<{element or 'nothing'}>"
    trace.log("delegate ended")


async def a_tower(trace, levels):
    """Generators over generators, the innermost suspended before its element."""
    if levels == "0":
        got = await suspend("at the bottom")
        yield got or "nothing"
    else:
        async for element in a_tower(trace, str(int(levels) - 1)):
            yield element


async def a_tower_at_once(trace, levels):
    """The same without a suspension."""
    if levels == "0":
        yield "a"
        yield "b"
    else:
        async for element in a_tower_at_once(trace, str(int(levels) - 1)):
            yield element


# ------------------------------------------------------------------------------------------------ requests


def anext(trace, generator):
    return generator.__anext__()


def asend(trace, generator, value):
    return generator.asend(value)


def athrow(trace, generator, kind):
    return generator.athrow({"Boom": Boom, "Bang": Bang}[kind]("raised"))


def aclose(trace, generator):
    return generator.aclose()


# ------------------------------------------------------------------------------------------------ consumers


async def a_collects(trace, generator):
    async for element in generator:
        trace.log(element)
    return "end"


async def a_takes_one(trace, generator):
    async for element in generator:
        return element


async def a_closes(trace, generator):
    try:
        async for element in generator:
            trace.log(element)
            await suspend("between")
    finally:
        await generator.aclose()


async def a_handles(trace, generator):
    try:
        async for element in generator:
            trace.log(element)
    except (Boom, Bang) as e:
        return f"handled {e}"
    return "end"


async def a_awaits(trace, request):
    return await request


async def a_awaits_twice(trace, request):
    trace.log(await request)
    return await request


ASYNC_BODIES = {
    name: body
    for name, body in globals().items()
    if callable(body) and not isinstance(body, type) and body is not suspend
}
