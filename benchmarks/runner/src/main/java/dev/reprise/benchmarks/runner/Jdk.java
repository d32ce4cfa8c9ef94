package dev.reprise.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JDK of this machine. */
record Jdk(Path home, int major) {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private static final List<Path> USUAL_PLACES = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"),
            Path.of(System.getProperty("user.home"), ".jdks"));

    Path java() {
        return home.resolve("bin").resolve("java");
    }

    /** Returns the one of a version or in a folder; the newest, if {@code wanted} is empty. */
    static Jdk find(String wanted) throws IOException {
        if (wanted.contains("/")) {
            return at(Path.of(wanted));
        }
        List<Jdk> found = installed();
        return found.stream()
                .filter(jdk -> wanted.isEmpty() || wanted.equals(String.valueOf(jdk.major)))
                .max(Comparator.comparingInt(Jdk::major))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no JDK " + wanted + " is installed; found: " + found + "; name its folder by --jdk HOME"));
    }

    private static List<Jdk> installed() throws IOException {
        List<Jdk> found = new ArrayList<>(List.of(at(Path.of(System.getProperty("java.home")))));
        for (Path place : USUAL_PLACES) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> homes = Files.list(place)) {
                    for (Path folder : homes.toList()) {
                        Path home = Files.isDirectory(folder.resolve("Contents/Home"))
                                ? folder.resolve("Contents/Home")
                                : folder;
                        if (Files.isRegularFile(home.resolve("release"))
                                && Files.isExecutable(home.resolve("bin").resolve("java"))) {
                            found.add(at(home));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static Jdk at(Path home) throws IOException {
        Matcher matcher = VERSION.matcher(Files.readString(home.resolve("release")));
        if (!matcher.find()) {
            throw new IllegalArgumentException(home + " is no JDK: its release file says no version");
        }
        return new Jdk(home, Integer.parseInt(matcher.group(1)));
    }
}
