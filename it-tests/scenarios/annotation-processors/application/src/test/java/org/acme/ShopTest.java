package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopTest {

    private final Flaky flaky = new Flaky();
    private final Shop shop = new Shop(new RetryingStore(flaky));

    @Test
    void a_generated_class_awaits() {
        assertEquals("two words", run(shop.getStore().read()));
        assertEquals(2, flaky.calls);
    }

    @Test
    void lomboks_variables_live_across_an_await() {
        assertEquals(12, run(shop.count("abc")));
        assertEquals(List.of("two!", "words!"), shop.getLog());
    }

    @Test
    void a_null_is_refused_at_the_first_step() {
        Coroutine<Integer> count = shop.count(null);
        assertThrows(NullPointerException.class, () -> run(count));
    }

    @Test
    void a_sneaky_exception_passes() {
        assertEquals(
                "sneaky",
                assertThrows(IOException.class, () -> run(shop.fail())).getMessage());
    }

    @Test
    void a_clean_up_waits_for_the_awaits() {
        run(shop.clean());
        assertEquals(List.of("two words", "used", "closed"), shop.getLog());
    }

    private static final class Flaky implements Store {

        private int calls;

        @Override
        @Async
        public Coroutine<String> read() {
            calls++;
            await(interrupt());
            if (calls == 1) {
                throw new IllegalStateException("not yet");
            }
            return Coroutine.of("two words");
        }
    }
}
