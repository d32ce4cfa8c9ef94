package dev.reprise.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TogetherTest extends Example {

    @Test
    void aLockKeepsABalance() {
        Together.Account account = new Together.Account();
        Task<Integer> one = loop.createTask(account.withdraw(30));
        assertEquals(50, run(account.withdraw(20)));
        assertEquals(70, one.result());
    }

    @Test
    void aChannelEndsWithItsSender() {
        assertEquals(List.of("line 1", "line 2", "line 3"), run(Together.throughAChannel()));
    }

    @Test
    void aGeneratorIsConsumedByALoopOrABlock() {
        assertEquals(10, run(Together.sum()));
        assertSeconds(4);
        assertEquals(8, run(Together.firstAbove(7)));
    }

    @Test
    void whatBlocksIsCalledOnAnotherThread(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "four");
        assertEquals(4, run(Together.size(file)));
    }

    @Test
    void futuresGoBothWays() {
        assertEquals("done", run(Together.fromAFuture(CompletableFuture.completedFuture("done"))));
        CompletableFuture<Integer> future = Together.intoAFuture(loop);
        loop.callLater(Duration.ofSeconds(10), loop::stop);
        loop.runForever();
        assertEquals(10, future.join());
    }

    @Test
    void aTaskFindsTheVariablesOfItsMaker() {
        assertEquals("request of alice", run(Together.as("alice")));
        assertEquals("request of nobody", run(Together.handle("request")));
    }

    @Test
    void anUrgentTaskComesFirst() {
        List<String> log = new ArrayList<>();
        run(Together.urgent(log));
        assertEquals(List.of("first", "later"), log);
    }
}
