package dev.reprise.benchmarks.runner;

import java.util.Arrays;
import java.util.List;

/** Who is measured, in the order of the columns. */
enum Contestant {
    REPRISE("Reprise", "reprise", "#111111", 17),
    LIMIT("limit", "limit", "#888888", 17),
    KOTLIN("Kotlin raw", "kotlin", "#7f52ff", 17),
    KOTLINX("kotlinx", "kotlinx", "#b18cff", 17),
    VIRTUAL("virtual threads", "virtual", "#e76f00", 21),
    CONTINUATION("JDK continuation", "continuation", "#ffb066", 21),
    EA_ASYNC("ea-async", "eaasync", "#1f9e89", 17),
    TASCALATE("Tascalate", "tascalate", "#d62728", 17),
    KILIM("Kilim", "kilim", "#8c564b", 17),
    ASYNCIO("asyncio", "asyncio", "#3776ab", 0),
    NETTY("Netty NIO", "netty", "#2ca02c", 17),
    NETTY_EPOLL("Netty epoll", "nettyepoll", "#98df8a", 17);

    final String title;

    /** The package of its programs, or the folder of its scripts. */
    final String folder;

    /** In the chart. */
    final String colour;

    /** The oldest JDK that runs it; 0 for none. */
    final int oldestJdk;

    Contestant(String title, String folder, String colour, int oldestJdk) {
        this.title = title;
        this.folder = folder;
        this.colour = colour;
        this.oldestJdk = oldestJdk;
    }

    /** All other libraries and languages: neither ours nor the limit. */
    static List<Contestant> peers() {
        return Arrays.stream(values())
                .filter(contestant -> contestant != REPRISE && contestant != LIMIT)
                .toList();
    }

    static Contestant named(String name) {
        return Arrays.stream(values())
                .filter(contestant -> contestant.folder.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contestant is called " + name + "; there are "
                        + Arrays.stream(values()).map(c -> c.folder).toList()));
    }
}
