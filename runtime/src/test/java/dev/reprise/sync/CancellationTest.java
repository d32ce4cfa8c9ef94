package dev.reprise.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Three tasks wait; one or two of them are to be woken; the first and the second are cancelled, each at any moment before,
 * in and after the pass in which that happens. Whatever the moments, all must be accounted for.
 */
class CancellationTest {

    private static final int PASSES = 6;
    private static final int WAKING_PASS = 2;

    /** In the waking pass: before the wake-up, right after it, and after all else that was ready. */
    private static final int MOMENTS_A_PASS = 3;

    private static final int NEVER = PASSES * MOMENTS_A_PASS;

    @TestFactory
    Stream<DynamicTest> nothingIsLostWhateverIsCancelledWhen() {
        return Operation.all().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> checkAllMoments(entry.getValue())));
    }

    private static void checkAllMoments(Function<EventLoop, Operation> operation) {
        for (int wakeUps = 1; wakeUps <= 2; wakeUps++) {
            for (int first = 0; first <= NEVER; first++) {
                for (int second = 0; second <= NEVER; second++) {
                    EventLoop loop = new EventLoop(new VirtualTime());
                    Run run = new Run(loop, operation.apply(loop), wakeUps, List.of(first, second));
                    try {
                        run.check();
                    } catch (AssertionError error) {
                        throw new AssertionError(
                                wakeUps + " wake-ups, cancelled at the moments " + first + " and " + second, error);
                    }
                }
            }
        }
    }

    /** One run, of some passes of the loop. */
    private static final class Run {

        private final EventLoop loop;
        private final Operation operation;
        private final int wakeUps;
        private final List<Integer> cancellations;
        private final List<Task<?>> tasks = new ArrayList<>();
        private final List<String> reports = new ArrayList<>();

        Run(EventLoop loop, Operation operation, int wakeUps, List<Integer> cancellations) {
            this.loop = loop;
            this.operation = operation;
            this.wakeUps = wakeUps;
            this.cancellations = cancellations;
            loop.setExceptionHandler((from, context) -> reports.add(context.toString()));
        }

        void check() {
            for (int number = 0; number < 3; number++) {
                tasks.add(loop.createTask(operation.start(number)));
            }
            onePass();
            early(0);
            late(0);
            for (int pass = 0; pass < PASSES + 6; pass++) {
                onePass();
            }
            assertEquals(List.of(), reports);
            operation.check(tasks, wakeUps);
        }

        private void onePass() {
            loop.stop();
            loop.runForever();
        }

        /** Comes first in its pass: it has scheduled itself before all else. */
        private void early(int pass) {
            if (pass >= PASSES) {
                return;
            }
            loop.callSoon(() -> early(pass + 1));
            cancelAt(pass * MOMENTS_A_PASS);
            if (pass == WAKING_PASS) {
                for (int i = 0; i < wakeUps; i++) {
                    operation.provide();
                }
            }
            cancelAt(pass * MOMENTS_A_PASS + 1);
        }

        /** Comes after what the pass before has woken until its own turn. */
        private void late(int pass) {
            if (pass < PASSES) {
                cancelAt(pass * MOMENTS_A_PASS + 2);
                loop.callSoon(() -> late(pass + 1));
            }
        }

        private void cancelAt(int moment) {
            for (int i = 0; i < cancellations.size(); i++) {
                if (cancellations.get(i) == moment) {
                    tasks.get(i).cancel();
                }
            }
        }
    }
}
