package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Inner, static nested, anonymous and local classes: what they capture and whom they can see. */
public final class Nested {

    private final Probe p;
    private String secret = "secret";

    private Nested(Probe p) {
        this.p = p;
    }

    private String shout(String s) {
        return s.toUpperCase(Locale.ROOT);
    }

    private final class Inner {
        private int uses;

        @Async
        Coroutine<String> useOuter() {
            uses++;
            secret += await(p.value(uses));
            return Coroutine.of(shout(Nested.this.secret) + await(p.value("!")) + this.uses);
        }

        private final class Innermost {
            @Async
            private Coroutine<String> useAll() {
                uses += await(p.value(10));
                secret = await(Inner.this.useOuter()) + Nested.this.shout(await(p.value("deep")));
                return Coroutine.of(secret + uses);
            }
        }
    }

    private static final class Box<T extends Comparable<T>> {
        private T content;

        Box(T content) {
            this.content = content;
        }

        @Async
        Coroutine<T> replaceIfGreater(Probe p, T other) {
            T before = content;
            if (await(p.value(other)).compareTo(content) > 0) {
                content = await(p.value(other));
            }
            return Coroutine.of(await(p.value(before)));
        }
    }

    @Async
    static Coroutine<String> innerClass(Probe p) {
        Nested outer = new Nested(p);
        Inner inner = outer.new Inner();
        return Coroutine.of(await(inner.useOuter()) + await(inner.useOuter()) + outer.secret);
    }

    @Async
    static Coroutine<String> innerOfInner(Probe p) {
        Nested outer = new Nested(p);
        return Coroutine.of(await(outer.new Inner().new Innermost().useAll()) + outer.secret);
    }

    @Async
    static Coroutine<String> genericNestedClass(Probe p) {
        Box<String> box = new Box<>("b");
        String s = await(box.replaceIfGreater(p, "a")) + box.content;
        return Coroutine.of(s + await(box.replaceIfGreater(p, "c")) + box.content);
    }

    @Async
    static Coroutine<String> anonymousClassInAnInstance(Probe p) {
        return Coroutine.of(await(new Nested(p).anonymous(await(p.value(2L)))));
    }

    private abstract static class Job {
        protected int runs = 1;

        Job(int runs) {
            this.runs += runs;
        }

        @Async
        abstract Coroutine<String> run(String argument);
    }

    @Async
    private Coroutine<String> anonymous(long captured) {
        List<String> also = new ArrayList<>();
        Job job = new Job(await(p.value(3))) {
            private final long copy = captured * 2;

            @Override
            @Async
            Coroutine<String> run(String argument) {
                also.add(argument);
                runs += await(p.value(1));
                secret += captured + copy;
                return Coroutine.of(shout(await(p.value(argument))) + runs + secret);
            }
        };
        String first = await(job.run("a"));
        return Coroutine.of(first + await(job.run("b")) + also + secret);
    }

    @Async
    static Coroutine<String> localClassCapturing(Probe p) {
        int number = await(p.value(7));
        String text = "captured";
        class Local {
            final double own = number / 2.0;

            @Async
            Coroutine<String> describe(int times) {
                String s = text + number;
                for (int i = 0; i < times; i++) {
                    s += await(p.value(own + i));
                }
                return Coroutine.of(times > 1 ? s + await(new Local().describe(1)) : s);
            }
        }
        return Coroutine.of(await(new Local().describe(2)));
    }

    @Async
    static Coroutine<Integer> anonymousInsideAnAwaitedArgument(Probe p) {
        int base = await(p.value(5));
        return Coroutine.of(await(p.value(
                        new Object() {
                            int twice() {
                                return base * 2;
                            }
                        }.twice()))
                + await(p.value(1)));
    }

    @Async
    static Coroutine<Integer> anonymousWithAwaitedConstructorArgument(Probe p) {
        int extra = await(p.value(100));
        List<Integer> list = new ArrayList<Integer>(Arrays.asList(await(p.value(1)), await(p.value(2)))) {
            private static final long serialVersionUID = 1L;

            @Override
            public Integer get(int index) {
                return super.get(index) + extra;
            }
        };
        return Coroutine.of(list.get(await(p.value(0))) + list.get(1));
    }
}
