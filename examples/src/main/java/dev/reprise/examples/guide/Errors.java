package dev.reprise.examples.guide;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.taskGroup;
import static dev.reprise.Reprise.timeout;
import static dev.reprise.Reprise.unchecked;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.task.Task;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Checked exceptions, and where they can be caught. */
public final class Errors {

    private Errors() {}

    @Async
    static Coroutine<String> read(String file) throws IOException {
        if (file.isEmpty()) {
            throw new IOException("no such file");
        }
        return Coroutine.of("contents of " + file);
    }

    @Async
    static Coroutine<Integer> count(String table) throws SQLException {
        if (table.isEmpty()) {
            throw new SQLException("no such table");
        }
        return Coroutine.of(table.length());
    }

    @Async
    static Coroutine<String> direct(String file) {
        try {
            return Coroutine.of(await(read(file))); // read declares it, the await throws it
        } catch (IOException e) {
            return Coroutine.of("none: " + e.getMessage());
        }
    }

    @Async
    static Coroutine<String> throughATask(String file) throws IOException {
        Task<String> task = createTask(read(file));
        try {
            return Coroutine.of(await(task.mayThrow(IOException.class)));
        } catch (IOException e) {
            return Coroutine.of("none: " + e.getMessage());
        }
    }

    @Async
    static Coroutine<String> throughAScope(String file) {
        try {
            return Coroutine.of(await(timeout(Duration.ofSeconds(5), () -> {
                String text = await(read(file));
                return Coroutine.of(text.toUpperCase(java.util.Locale.ROOT));
            })));
        } catch (IOException e) { // javac has inferred it from the block
            return Coroutine.of("none: " + e.getMessage());
        } catch (TimedOutException e) {
            return Coroutine.of("too late");
        }
    }

    @Async
    static Coroutine<String> twoAtOnce(String file, String table) {
        try {
            String text = await(taskGroup(unchecked(group -> {
                        Task<String> contents = group.createTask(read(file));
                        Task<Integer> rows = group.createTask(count(table));
                        return Coroutine.of(await(contents) + ", " + await(rows));
                    }))
                    .mayThrow(IOException.class, SQLException.class));
            return Coroutine.of(text);
        } catch (IOException e) {
            return Coroutine.of("no file: " + e.getMessage());
        } catch (SQLException e) {
            return Coroutine.of("no table: " + e.getMessage());
        }
    }
}
