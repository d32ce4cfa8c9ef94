package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Local slots as javac hands them out: reused with other types, dead at one await and live at the next. */
public final class Slots {

    private Slots() {}

    @Async
    static Coroutine<String> reusedWithOtherTypes(Probe p) {
        StringBuilder out = new StringBuilder();
        {
            int i = await(p.value(1));
            out.append(i + await(p.value(1)));
        }
        {
            String s = await(p.value("s"));
            out.append(s + await(p.value("t")));
        }
        {
            long j = await(p.value(3L));
            out.append(j + await(p.value(1L)));
        }
        {
            double[] d = {await(p.value(4.0))};
            out.append(d[0] + await(p.value(1.0)));
        }
        {
            float f = await(p.value(5f));
            boolean z = await(p.value(true));
            out.append(f).append(z);
        }
        return Coroutine.of(out.append(await(p.value('.'))).toString());
    }

    @Async
    static Coroutine<String> wideOverTwoNarrow(Probe p) {
        String out = "";
        for (int i = 0; i < 3; i++) {
            if (i % 2 == 0) {
                long wide = await(p.value((long) i));
                await(p.pause());
                out += wide;
            } else {
                int narrow = await(p.value(i));
                String text = await(p.value("n"));
                out += text + narrow;
            }
        }
        return Coroutine.of(out);
    }

    @Async
    static Coroutine<Integer> deadAtOneAwaitAndLiveAtTheNext(Probe p) {
        int sum = 0;
        int x = 5;
        sum += x;
        await(p.pause());
        x = await(p.value(7));
        await(p.pause());
        sum += x;
        String s = await(p.value("dead"));
        sum += s.length();
        await(p.pause());
        s = "live again";
        await(p.pause());
        return Coroutine.of(sum + s.length());
    }

    @Async
    static Coroutine<Integer> liveOnOnePathOnly(Probe p) {
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            Integer only = i % 2 == 0 ? 10 : null;
            int[] sometimes = {i};
            if (await(p.value(i)) > 1) {
                sum += sometimes[0];
                await(p.pause());
            } else if (only != null) {
                sum += only + await(p.value(only));
            }
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<String> carriedAroundALoop(Probe p) {
        String previous = null;
        List<String> pairs = new ArrayList<>();
        long count = 0;
        for (String s : Arrays.asList("a", "b", "c")) {
            if (previous != null) {
                pairs.add(previous + await(p.value(s)));
                count++;
            }
            previous = s;
            await(p.pause());
        }
        return Coroutine.of(pairs.toString() + count + previous);
    }

    @Async
    static Coroutine<Integer> swapped(Probe p) {
        int a = 1;
        int b = 2;
        for (int i = 0; i < 3; i++) {
            int t = a;
            a = b + await(p.value(i));
            b = t;
        }
        return Coroutine.of(a * 100 + b);
    }

    @Async
    static Coroutine<Object> oneVariableManyTypes(Probe p) {
        Object o = 1;
        await(p.pause());
        p.log(o);
        o = "text";
        await(p.pause());
        p.log(o);
        o = new int[] {await(p.value(3))};
        await(p.pause());
        p.log(o);
        o = null;
        await(p.pause());
        p.log(o);
        o = p;
        await(p.pause());
        return Coroutine.of(o == p);
    }

    @Async
    static Coroutine<Object> arraysJoinedAtABranch(Probe p) {
        List<Object> out = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Object[] either = i == 0 ? new String[] {"s"} : new Integer[] {1};
            await(p.pause());
            out.add(either[0]);
            Comparable<?>[] same = i == 0 ? new String[] {await(p.value("t"))} : new Integer[] {2};
            await(p.pause());
            out.add(same[0]);
            Object mixed = i == 0 ? new int[1] : new long[2];
            await(p.pause());
            out.add(mixed instanceof int[]);
        }
        return Coroutine.of(out);
    }

    @Async
    static Coroutine<Integer> interfaceJoinedAtABranch(Probe p) {
        int n = 0;
        for (int i = 0; i < 2; i++) {
            CharSequence text = i == 0 ? new StringBuilder("builder") : "string";
            await(p.pause());
            n += text.length() + text.subSequence(await(p.value(1)), 3).length();
            Runnable action = i == 0 ? () -> p.log("first") : () -> p.log("second");
            await(p.pause());
            action.run();
        }
        return Coroutine.of(n);
    }

    @Async
    static Coroutine<Integer> unusedLocals(Probe p) {
        int unused = await(p.value(1));
        @SuppressWarnings("unused")
        String neverRead = await(p.value("never read"));
        long written = unused;
        written = await(p.value(2L));
        return Coroutine.of(await(p.value(3)));
    }
}
