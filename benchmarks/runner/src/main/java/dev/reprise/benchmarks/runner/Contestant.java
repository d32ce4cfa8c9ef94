package dev.reprise.benchmarks.runner;

import java.util.Arrays;
import java.util.List;

/** Who is measured, in the order of the columns. */
enum Contestant {
    REPRISE("Reprise", "reprise", 17),
    LIMIT("limit", "limit", 17),
    KOTLIN("Kotlin raw", "kotlin", 17),
    KOTLINX("kotlinx", "kotlinx", 17),
    VIRTUAL("virtual threads", "virtual", 21),
    CONTINUATION("JDK continuation", "continuation", 21, "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"),
    EA_ASYNC("ea-async", "eaasync", 17),
    TASCALATE("Tascalate", "tascalate", 17),
    KILIM("Kilim", "kilim", 17),
    ASYNCIO("asyncio", "asyncio", 0),
    NETTY("Netty NIO", "netty", 17),
    NETTY_EPOLL("Netty epoll", "nettyepoll", 17);

    final String title;

    /** The package of its programs, or the folder of its scripts. */
    final String folder;

    /** The oldest JDK that runs it; 0 for none. */
    final int oldestJdk;

    final List<String> jvmOptions;

    Contestant(String title, String folder, int oldestJdk, String... jvmOptions) {
        this.title = title;
        this.folder = folder;
        this.oldestJdk = oldestJdk;
        this.jvmOptions = List.of(jvmOptions);
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
