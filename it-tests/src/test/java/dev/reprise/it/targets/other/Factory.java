package dev.reprise.it.targets.other;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Gives out objects of classes that only this package can name. */
public final class Factory {

    private Factory() {}

    public static Hidden hidden(String name) {
        return new Hidden(name);
    }

    public static Hidden[] manyHidden(String... names) {
        return Arrays.asList(names).stream().map(Hidden::new).toArray(Hidden[]::new);
    }

    public static String namesOf(Object[] hidden) {
        return Arrays.asList(hidden).stream()
                .map(Factory::nameOf)
                .collect(Collectors.toList())
                .toString();
    }

    public static String nameOf(Object hidden) {
        return ((Hidden) hidden).name;
    }

    public static <T extends Shown> String shownNameOf(T shown) {
        return shown.shownName();
    }

    /** What callers can see of it. */
    public interface Shown {
        String shownName();
    }

    static final class Hidden implements Shown {
        private final String name;

        Hidden(String name) {
            this.name = name;
        }

        @Override
        public String shownName() {
            return "shown " + name;
        }
    }
}
