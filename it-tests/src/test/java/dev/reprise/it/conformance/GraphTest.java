package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.CallGraph;
import dev.reprise.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_graph.py}. */
class GraphTest {

    private final List<CallGraph> captured = new ArrayList<>();

    /** Draws the graph in lines: the task, a for a coroutine and s for a method, and who awaits it, in order, indented. */
    private static String draw(CallGraph graph) {
        StringBuilder drawn = new StringBuilder("T");
        if (graph.promise() instanceof Task<?> task && !task.name().startsWith("Task-")) {
            drawn.append(' ').append(task.name());
        }
        for (CallGraph.Frame frame : graph.stack()) {
            drawn.append(frame.async() ? ", a " : ", s ").append(frame.place().getMethodName());
        }
        drawn.append('\n');
        graph.awaitedBy().stream()
                .map(GraphTest::draw)
                .sorted(Comparator.naturalOrder())
                .forEach(awaiter -> drawn.append(awaiter.indent(2)));
        return drawn.toString();
    }

    private void capture() {
        captured.add(CallGraph.ofCurrentTask().orElseThrow());
    }

    @Nested
    class CallStackTestBase {

        @Test
        void testStackGather() {
            VirtualLoop.run(() -> main());
            CallGraph graph = captured.get(0);
            assertEquals("""
                    T, s capture, a deep, a first
                      T, a gathered, a main, a coroutine
                    """, draw(graph));
            assertTrue(graph.toString().contains("async dev.reprise.it.conformance.GraphTest$CallStackTestBase.main("));
        }

        @Async
        private Coroutine<Void> main() {
            await(gather(first(), interrupt()));
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> first() {
            await(interrupt());
            await(deep());
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> deep() {
            await(interrupt());
            capture();
            return Coroutine.done();
        }
    }
}
