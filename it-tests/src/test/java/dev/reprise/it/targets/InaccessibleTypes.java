package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import dev.reprise.it.targets.other.Factory;
import java.util.ArrayList;
import java.util.List;

/** Values of types that this package cannot name, or that no instruction names: kept across awaits all the same. */
public final class InaccessibleTypes {

    private InaccessibleTypes() {}

    @Async
    static Coroutine<String> inALocal(Probe p) {
        var hidden = Factory.hidden("local");
        await(p.pause());
        return Coroutine.of(Factory.nameOf(hidden) + await(p.value("!")));
    }

    @Async
    static Coroutine<String> onTheStack(Probe p) {
        return Coroutine.of(both(Factory.hidden("stack"), await(p.value(1L)), Factory.hidden("too")));
    }

    private static String both(Object first, long n, Factory.Shown second) {
        return Factory.nameOf(first) + n + second.shownName();
    }

    @Async
    static Coroutine<String> inAnArray(Probe p) {
        var hidden = Factory.manyHidden("a", await(p.value("b")));
        await(p.pause());
        return Coroutine.of(Factory.namesOf(hidden) + both(hidden[1], await(p.value(2L)), hidden[0]));
    }

    @Async
    static Coroutine<String> joinedAtABranch(Probe p) {
        String s = "";
        for (int i = 0; i < 2; i++) {
            var either = i == 0 ? Factory.hidden("first") : Factory.hidden("second");
            await(p.pause());
            var shown = i == 0 ? (Factory.Shown) either : Factory.manyHidden("third")[0];
            await(p.pause());
            s += Factory.shownNameOf(shown) + Factory.nameOf(either);
        }
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<String> intersectionOfABranch(Probe p) {
        String s = "";
        for (int i = 0; i < 2; i++) {
            var both = i == 0 ? Integer.valueOf(1) : "text";
            await(p.pause());
            s += both.getClass().getSimpleName() + both;
            var lists = i == 0 ? new ArrayList<>(List.of(i)) : List.of("x");
            await(p.pause());
            s += lists.get(await(p.value(0)));
        }
        return Coroutine.of(s);
    }
}
