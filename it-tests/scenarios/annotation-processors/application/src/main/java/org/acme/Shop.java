package org.acme;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lombok.Cleanup;
import lombok.Getter;
import lombok.NonNull;
import lombok.RequiredArgsConstructor;
import lombok.SneakyThrows;
import lombok.val;

/** What Lombok makes of a class and its methods, with awaits among it. */
@Getter
@RequiredArgsConstructor
final class Shop {

    private final Store store;

    private final List<String> log = new ArrayList<>();

    @Async
    Coroutine<Integer> count(@NonNull String what) {
        val found = await(getStore().read());
        for (val word : found.split(" ")) {
            log.add(word + await(Coroutine.of("!")));
        }
        return Coroutine.of(found.length() + what.length());
    }

    @Async
    @SneakyThrows
    Coroutine<Void> fail() {
        await(store.read());
        throw new IOException("sneaky");
    }

    @Async
    Coroutine<Void> clean() {
        @Cleanup("run")
        Runnable resource = () -> log.add("closed");
        log.add(await(store.read()));
        await(useUp(resource));
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> useUp(Runnable resource) {
        log.add("used");
        return Coroutine.done();
    }
}
