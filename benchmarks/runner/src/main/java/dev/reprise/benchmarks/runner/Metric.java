package dev.reprise.benchmarks.runner;

/** What is measured; {@code key} is its name in the figures of a process. Less is better, but for rates. */
enum Metric {
    NANOS("ns", "ns", true),
    BYTES("bytes", "B", true),
    LATE("late", "ms late", true),
    MICROS("us", "CPU µs", true),
    P99("p99", "p99 µs", true),
    REQUESTS("requests", "requests/s", false),
    MEGABYTES("megabytes", "MB/s", false),
    METHODS("methods", "methods/s", false),
    GROWTH("growth", "× size", true);

    final String key;
    final String unit;
    final boolean lessIsBetter;

    Metric(String key, String unit, boolean lessIsBetter) {
        this.key = key;
        this.unit = unit;
        this.lessIsBetter = lessIsBetter;
    }
}
