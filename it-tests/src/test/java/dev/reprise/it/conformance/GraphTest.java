package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.taskGroup;
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
        void testStackTgroup() {
            VirtualLoop.run(() -> groupMain());
            CallGraph graph = captured.get(0);
            assertEquals("""
                    T c2_root, s capture, s c5, a c4, a c3, a c2
                      T sub_main_1, a c1
                        T, a run, a taskGroup, a groupMain, a coroutine
                      T sub_main_2, a c1
                        T, a run, a taskGroup, a groupMain, a coroutine
                      T, a run, a taskGroup, a groupMain, a coroutine
                    """, draw(graph));
            String place = "async dev.reprise.it.conformance.GraphTest$CallStackTestBase.groupMain(";
            assertTrue(graph.toString().contains(place), graph::toString);
        }

        @Async
        private Coroutine<Void> groupMain() {
            await(taskGroup(group -> {
                Task<Void> task = group.createTask(c2(), "c2_root");
                group.createTask(c1(task), "sub_main_1");
                group.createTask(c1(task), "sub_main_2");
                return Coroutine.done();
            }));
            return Coroutine.done();
        }

        @Async
        private static Coroutine<Void> c1(Task<Void> task) {
            await(task);
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> c2() {
            await(c3());
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> c3() {
            await(c4());
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> c4() {
            await(interrupt());
            c5();
            return Coroutine.done();
        }

        private void c5() {
            capture();
        }

        @Test
        void testStackGather() {
            VirtualLoop.run(() -> main());
            CallGraph graph = captured.get(0);
            assertEquals("""
                    T, s capture, a deep, a first
                      T, a gathered, a main, a coroutine
                    """, draw(graph));
            String place = "async dev.reprise.it.conformance.GraphTest$CallStackTestBase.main(";
            assertTrue(graph.toString().contains(place), graph::toString);
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
