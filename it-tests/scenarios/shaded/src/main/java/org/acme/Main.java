package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Generator.emit;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.run;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Generator;
import java.time.Duration;

public final class Main {

    private Main() {}

    @Async
    static Coroutine<String> after(int millis) {
        await(sleep(Duration.ofMillis(millis)));
        return Coroutine.of("after " + millis);
    }

    @Async
    static Generator<Integer> numbers() {
        emit(1);
        emit(2);
        return Generator.done();
    }

    public static void main(String[] args) {
        System.out.println(run(gather(after(2), after(1))));
        for (int number : numbers()) {
            System.out.println(number);
        }
        System.out.println(after(3));
        System.out.println(after(3).location().orElseThrow());
        System.out.println(Coroutine.class.getName());
    }
}
