"""Measures a program and prints the figures as one line of JSON; the same as the Java harness, and as its Timing."""

import gc
import json
import resource
import statistics
import sys
import time

CHECKED = 1000


def arguments():
    """The numbers of the command line."""
    return [int(a) for a in sys.argv[1:] if not a.startswith("--")]


def setting(name, default):
    for a in sys.argv[1:]:
        if a.startswith(f"--{name}="):
            return int(a.split("=")[1])
    return default


def measure(run, operations=1):
    """Times run(times), which does an operation so many times and returns what all of them had a part in."""
    warm_up = setting("warmup.millis", 2000) / 1e3
    batch = setting("batch.millis", 100) / 1e3
    check = run(CHECKED if operations == 1 else 1)
    times, spent, took = 1, 0.0, 0.0
    while spent < warm_up / 2 or took < batch:  # there is no compiler that has to warm up
        took, _ = timed(run, times)
        spent += took
        if took < batch:
            times = max(times + 1, int(times * min(4, 1.2 * batch / max(took, 1e-9))))
    batches = [timed(run, times) for _ in range(setting("batches", 10))]
    report(
        ns=statistics.median(cpu for cpu, _ in batches) * 1e9 / (times * operations),
        check=as_long(check),
        busy=statistics.median(clock / cpu for cpu, clock in batches),
    )


def timed(run, times):
    clock, cpu = time.perf_counter(), time.process_time()
    run(times)
    return time.process_time() - cpu, time.perf_counter() - clock


def as_long(number):
    """What is left of it in 64 bits, as in Java; floating, as the figures are."""
    return float((number + 2**63) % 2**64 - 2**63)


def resident():
    """Bytes of this process in memory."""
    gc.collect()
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def report(**figures):
    print(json.dumps(figures), flush=True)
