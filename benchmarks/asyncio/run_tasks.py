"""The first loop of the documents that the project was made from: tasks that say something, stepped in turn by hand."""

from handmade import run_tasks
from harness import measure

said = []


class ComplexWork:
    def __await__(self):
        said.append("Hello")
        yield
        said.append("World")


async def simple_print(message):
    said.append(message)


def run(times):
    total = 0
    for _ in range(times):
        said.clear()
        run_tasks(simple_print("1"), ComplexWork(), simple_print("2"), simple_print("3"))
        total += len("".join(said))
    return total


measure(run)
