package org.acme.suspending;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.List;
import java.util.function.Supplier;

/** The same text in both packages, but for the first lines: there it runs at once, here it is suspended. */
public class Work {

    private int calls;

    @Async
    public Coroutine<Integer> sum(List<Coroutine<Integer>> parts, boolean doubled) {
        int sum = 0;
        for (Coroutine<Integer> part : parts) {
            sum += await(part);
            calls++;
        }
        if (doubled) {
            sum = await(twice(sum));
            calls++;
        }
        return Coroutine.of(sum + calls);
    }

    @Async
    public static Coroutine<Integer> twice(int number) {
        int twice = 2 * number;
        return Coroutine.of(twice);
    }

    @Async
    public static Coroutine<String> guarded(Coroutine<String> name, Runnable cleanup) {
        String result;
        try {
            result = "hello " + await(name);
        } catch (IllegalStateException e) {
            result = e.getMessage();
        } finally {
            cleanup.run();
        }
        return Coroutine.of(result);
    }

    @Async
    public static Coroutine<String> failing(Coroutine<String> name) {
        try {
            String result = await(name);
            return Coroutine.of(result + "!");
        } catch (IllegalStateException e) {
            String message = e.getMessage();
            return Coroutine.of("caught " + message);
        }
    }

    @Async
    public static Coroutine<String> chosen(Coroutine<Integer> number, Coroutine<String> name) {
        switch (await(number)) {
            case 1:
                return Coroutine.of("one");
            case 2:
                String two = "two " + await(name);
                return Coroutine.of(two);
            default:
                return name;
        }
    }

    public static Supplier<Coroutine<String>> lambda(Coroutine<Boolean> first, Coroutine<Boolean> second) {
        return () -> {
            boolean both = await(first) && await(second);
            String result = both ? "both" : "not both";
            return Coroutine.of(result);
        };
    }
}
