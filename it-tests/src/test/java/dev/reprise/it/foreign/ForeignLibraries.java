package dev.reprise.it.foreign;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The libraries, and which of them this run is about. */
final class ForeignLibraries {

    /** Names the libraries, separated by commas, or all; each is then run with all of its tests. */
    static final String SWITCH = "reprise.foreign";

    private static final String CLOCK = "it compares real times, which depend on the machine's load";

    /** The first one is the one of the normal run. */
    private static final List<ForeignLibrary> ALL = List.of(
            new ForeignLibrary(
                    "commons-lang3",
                    10_000,
                    opened("java.lang", "java.lang.reflect", "java.util", "java.time", "java.time.chrono"),
                    List.of(
                            ".*FastDateParser_TimeZoneStrategyTest",
                            ".*FastDateParserTest",
                            ".*ToStringStyleConcurrencyTest",
                            ".*ClassUtilsOssFuzzTest",
                            ".*DurationFormatUtilsTest",
                            ".*ExtendedMessageFormatTest",
                            ".*EqualsBuilderReflectJreImplementationTest",
                            ".*HashCodeBuilderAndEqualsBuilderTest",
                            ".*ReflectionDiffBuilderTest"),
                    Map.of(
                            ".*LockingVisitorsTest", CLOCK,
                            ".*StopWatchTest", CLOCK,
                            ".*ThreadUtilsTest", CLOCK,
                            ".*TimedSemaphoreTest", CLOCK)),
            new ForeignLibrary("commons-codec", 18_000, List.of(), List.of(), Map.of()),
            new ForeignLibrary("commons-collections4", 12_000, List.of(), List.of(), Map.of()),
            new ForeignLibrary("commons-text", 1_000, List.of(), List.of(), Map.of()),
            new ForeignLibrary("commons-math3", 4_000, List.of(), List.of(), Map.of()),
            // Maven Central has no tests of it.
            new ForeignLibrary("joda-time", 0, List.of(), List.of(), Map.of()));

    private ForeignLibraries() {}

    static Stream<ForeignLibrary> selected() {
        String selection = System.getProperty(SWITCH, "");
        if (selection.isEmpty()) {
            return ALL.stream().limit(1);
        }
        if (selection.equals("all")) {
            return ALL.stream();
        }
        return Stream.of(selection.split(",")).map(ForeignLibraries::named);
    }

    /** Returns the patterns of the test classes that this run leaves out. */
    static List<String> excluded(ForeignLibrary library) {
        boolean normal = System.getProperty(SWITCH, "").isEmpty();
        return Stream.concat(
                        library.exempt().keySet().stream().sorted(), normal ? library.slow().stream() : Stream.of())
                .toList();
    }

    private static ForeignLibrary named(String name) {
        return ALL.stream()
                .filter(library -> library.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "-D" + SWITCH + "=" + name + " names none of " + ALL + "; write all for all of them"));
    }

    private static List<String> opened(String... packages) {
        return Stream.of(packages)
                .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
                .toList();
    }
}
