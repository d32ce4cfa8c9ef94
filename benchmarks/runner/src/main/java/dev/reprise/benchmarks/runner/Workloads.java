package dev.reprise.benchmarks.runner;

import static dev.reprise.benchmarks.runner.Contestant.KOTLIN;
import static dev.reprise.benchmarks.runner.Contestant.KOTLINX;
import static dev.reprise.benchmarks.runner.Contestant.LIMIT;
import static dev.reprise.benchmarks.runner.Contestant.NETTY;

import dev.reprise.benchmarks.runner.Row.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is measured, with what ours must be. Who takes part in a workload is not said here: whoever has a program of its
 * name.
 */
final class Workloads {

    private final List<Row> rows = new ArrayList<>();

    private Workloads() {}

    static List<Row> all() {
        Workloads all = new Workloads();
        all.steps();
        all.calls();
        all.tasks();
        all.memory();
        all.time();
        all.build();
        all.network();
        return all.rows;
    }

    private void add(Workload workload, Metric metric, Target... targets) {
        rows.add(new Row(workload, metric, List.of(targets)));
    }

    private void steps() {
        Target closeToLimit = Target.times("1.3", 1.3, LIMIT);
        add(Workload.of("step, 1 coroutine", "Step", 1, 1), Metric.NANOS, closeToLimit);
        add(Workload.of("step, 1,000 coroutines", "Step", 1000, 1), Metric.NANOS, closeToLimit);
        add(Workload.of("step, 1,000 of 16 classes", "Step", 1000, 16), Metric.NANOS, closeToLimit);
        add(Workload.of("step, fresh class loader", "FreshLoader"), Metric.NANOS, closeToLimit);
        Target quarter = Target.times("¼", 0.25, KOTLINX);
        add(Workload.of("step on the loop, 1 task", "Tasks", 1, 1), Metric.NANOS, quarter);
        add(Workload.of("step on the loop, 1,000 tasks", "Tasks", 1000, 1), Metric.NANOS, quarter);
        add(Workload.of("step on the loop, 1,000 of 16 classes", "Tasks", 1000, 16), Metric.NANOS, quarter);
        Target belowKotlin = Target.times("1", 1, KOTLIN);
        Workload shallow = Workload.of("resume at depth 1", "Resume", 1);
        add(shallow, Metric.NANOS, belowKotlin);
        add(Workload.of("resume at depth 10", "Resume", 10), Metric.NANOS, belowKotlin);
        add(Workload.of("resume at depth 100", "Resume", 100), Metric.NANOS, belowKotlin);
        add(
                Workload.of("resume at depth 1,000", "Resume", 1000),
                Metric.NANOS,
                belowKotlin,
                Target.timesOurs("≤ 1.5 × depth 1", 1.5, shallow));
        for (int depth : new int[] {1, 10, 100, 1000}) {
            add(
                    Workload.of(String.format("resume on the loop at depth %,d", depth), "ResumeTask", depth),
                    Metric.NANOS);
        }
    }

    private void calls() {
        Target closeToLimit = Target.times("1.3", 1.3, LIMIT);
        Target nothing = Target.fixed(0, Metric.BYTES);
        Workload inlined = Workload.of("await without suspension", "Await", 1);
        add(inlined, Metric.NANOS, closeToLimit);
        add(inlined, Metric.BYTES, nothing);
        Workload apart = new Workload(
                "Await",
                "-apart",
                List.of(5),
                "the same, chain of 5, not inlined",
                List.of("-XX:CompileCommand=quiet", "-XX:CompileCommand=dontinline,*.Chain::*"));
        add(apart, Metric.NANOS, closeToLimit);
        add(apart, Metric.BYTES, nothing);
        Workload elements = Workload.of("generator, an element", "Elements");
        add(elements, Metric.NANOS, Target.times("1.5", 1.5, LIMIT));
        add(elements, Metric.BYTES, nothing);
    }

    private void tasks() {
        Workload spawn = Workload.of("spawn and join", "Spawn");
        add(spawn, Metric.NANOS, Target.times("⅛", 0.125, KOTLINX));
        add(spawn, Metric.BYTES, Target.fixed(160, Metric.BYTES));
        Workload skynet = Workload.of("skynet, a task", "Skynet");
        add(skynet, Metric.NANOS, Target.times("⅙", 1.0 / 6, KOTLINX));
        add(skynet, Metric.BYTES, Target.fixed(250, Metric.BYTES));
        add(Workload.of("hand-over, unbuffered", "HandOver", 0), Metric.NANOS, Target.timesBestPeer("⅙", 1.0 / 6));
        add(Workload.of("hand-over, 128 deep", "HandOver", 128), Metric.NANOS, Target.timesBestPeer("1", 1));
        add(Workload.of("hand-over by Queue, 128 deep", "HandOverByQueue", 128), Metric.NANOS);
        add(Workload.of("the documents' first loop, four tasks", "RunTasks"), Metric.NANOS);
        add(Workload.of("the documents' waiting job, two tasks", "WaitJob"), Metric.NANOS);
        add(Workload.of("the documents' morceaux, two gathered", "Morceaux"), Metric.NANOS);
    }

    private void memory() {
        add(Workload.of("parked, depth 1", "Parked", 1), Metric.BYTES, Target.fixed(80, Metric.BYTES));
        add(Workload.of("parked, depth 5", "Parked", 5), Metric.BYTES, Target.fixed(240, Metric.BYTES));
        add(Workload.of("parked task, depth 1", "ParkedTask", 1), Metric.BYTES, Target.fixed(160, Metric.BYTES));
        add(Workload.of("parked task, depth 5", "ParkedTask", 5), Metric.BYTES, Target.fixed(320, Metric.BYTES));
    }

    private void time() {
        Workload sleeps = Workload.of("a million sleeps, each", "Sleeps");
        add(sleeps, Metric.NANOS, Target.times("⅕", 0.2, KOTLINX));
        add(sleeps, Metric.LATE, Target.fixed(150, Metric.LATE));
        add(Workload.of("virtual clock, a sleep", "VirtualClock"), Metric.NANOS, Target.times("½", 0.5, KOTLINX));
    }

    private void build() {
        Workload transformer = Workload.of("transformer", "Transformer");
        add(transformer, Metric.MEGABYTES, Target.fixed(30, Metric.MEGABYTES));
        add(transformer, Metric.METHODS, Target.fixed(5000, Metric.METHODS));
        add(transformer, Metric.GROWTH, Target.ownFigure("< kotlinc's", "kotlincGrowth"));
    }

    private void network() {
        for (int connections : new int[] {50, 1000}) {
            for (int bytes : new int[] {64, 16 * 1024}) {
                String size = bytes < 1024 ? bytes + " B" : bytes / 1024 + " KiB";
                Workload echo =
                        Workload.of(String.format("echo, %,d × %s", connections, size), "Echo", connections, bytes);
                add(echo, Metric.MICROS, Target.times("1", 1, NETTY), Target.times("1.2", 1.2, LIMIT));
                add(echo, Metric.REQUESTS);
                add(echo, Metric.P99);
                Workload byCallbacks = Workload.of(
                        String.format("echo by callbacks, %,d × %s", connections, size),
                        "EchoProtocol",
                        connections,
                        bytes);
                add(byCallbacks, Metric.MICROS);
            }
        }
    }
}
