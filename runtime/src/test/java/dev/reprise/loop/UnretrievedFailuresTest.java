package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnretrievedFailuresTest {

    private final VirtualTime time = new VirtualTime();
    private final CallbackLoop loop = new CallbackLoop(time, time);
    private final List<ErrorContext> reports = new ArrayList<>();

    @BeforeEach
    void collectReports() {
        loop.setExceptionHandler((in, context) -> reports.add(context));
    }

    private Promise<String> failed(String message) {
        Promise<String> promise = loop.createPromise();
        promise.setException(new IllegalArgumentException(message));
        return promise;
    }

    private void runBriefly() {
        loop.callSoon(() -> {});
        loop.runOnce();
    }

    @Test
    void aFailureThatNobodyAskedForIsReportedWhenTheLoopIsClosed() {
        Promise<String> kept = failed("unseen");
        runBriefly();
        assertEquals(List.of(), reports);

        loop.close();

        assertEquals(1, reports.size());
        assertEquals("unseen", reports.get(0).exception().getMessage());
        assertTrue(reports.get(0).message().contains("never retrieved"), reports::toString);
        assertEquals(
                "unseen",
                assertThrows(IllegalArgumentException.class, kept::result).getMessage());
    }

    @Test
    void aFailureThatWasAskedForIsNot() {
        failed("by exception()").exception();
        assertThrows(IllegalArgumentException.class, failed("by result()")::result);
        loop.close();
        assertEquals(List.of(), reports);
    }

    @Test
    void whoCancelsAFailedPromiseKnowsOfIt() {
        assertFalse(failed("too late to cancel").cancel());
        loop.close();
        assertEquals(List.of(), reports);
    }

    @Test
    void askingForOneLeavesTheOthersListed() {
        failed("first");
        Promise<String> second = failed("second");
        failed("third");
        second.exception();
        loop.close();
        assertEquals(
                List.of("first", "third"),
                reports.stream().map(report -> report.exception().getMessage()).toList());
    }

    @Test
    void aCancelledPromiseHasNothingToReport() {
        Promise<String> promise = loop.createPromise();
        promise.cancel();
        loop.close();
        assertEquals(List.of(), reports);
    }

    @Test
    void aCollectedPromiseIsReportedByTheRunningLoop() {
        WeakReference<Promise<String>> gone = new WeakReference<>(failed("collected"));
        for (int collections = 0; reports.isEmpty() && collections < 1_000; collections++) {
            System.gc();
            runBriefly();
        }
        assertNull(gone.get(), "the promise is kept");
        assertEquals("collected", reports.get(0).exception().getMessage());
        loop.close();
        assertEquals(1, reports.size());
    }

    @Test
    void theReportGivesTheSameExceptionAndNamesThePromise() {
        Promise<String> promise = failed("named");
        String described = promise.toString();
        loop.close();
        assertSame(promise.exception().orElseThrow(), reports.get(0).exception());
        assertEquals(described, reports.get(0).source());
    }
}
