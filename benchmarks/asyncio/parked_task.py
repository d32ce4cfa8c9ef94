"""Tasks that wait for one future, each in a chain of awaits with two live locals; bytes of the process, not of a heap."""

import asyncio

from harness import arguments, report, resident

(depth,) = arguments()

COUNT = 100_000


async def link(depth, number, for_ever):
    text = "even" if depth % 2 == 0 else "odd"
    if depth > 0:
        number += await link(depth - 1, number + 1, for_ever)
    else:
        await for_ever
    return number + len(text)


async def main():
    for_ever = asyncio.get_running_loop().create_future()
    tasks = [None] * COUNT
    before = resident()
    for i in range(COUNT):
        tasks[i] = asyncio.create_task(link(depth, i, for_ever))
    await asyncio.sleep(0)
    report(bytes=(resident() - before) / COUNT, check=float(COUNT))
    for_ever.set_result(None)


asyncio.run(main())
