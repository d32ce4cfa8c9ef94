package dev.reprise.transformer.cli;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** What the words of the command line say. */
record Arguments(
        List<Path> classPath,
        List<Path> sourcePath,
        boolean verify,
        boolean failOnWarning,
        boolean debug,
        boolean help,
        List<Path> operands) {

    static Arguments parse(String... words) throws UsageException {
        var parser = new Parser();
        parser.parse(new ArrayDeque<>(List.of(words)));
        return new Arguments(
                parser.classPath,
                parser.sourcePath,
                parser.verify,
                parser.failOnWarning,
                parser.debug,
                parser.help,
                parser.operands);
    }

    private static final class Parser {

        private List<Path> classPath = List.of();
        private List<Path> sourcePath = List.of();
        private boolean verify;
        private boolean failOnWarning;
        private boolean debug;
        private boolean help;
        private final List<Path> operands = new ArrayList<>();

        void parse(Deque<String> words) throws UsageException {
            while (!words.isEmpty()) {
                String word = words.remove();
                if (word.equals("--")) {
                    while (!words.isEmpty()) {
                        operands.add(path(words.remove()));
                    }
                } else if (word.startsWith("-")) {
                    option(word, words);
                } else {
                    operands.add(path(word));
                }
            }
        }

        private void option(String option, Deque<String> words) throws UsageException {
            switch (option) {
                case "--classpath" -> classPath = paths(valueOf(option, words));
                case "--source-path" -> sourcePath = paths(valueOf(option, words));
                case "--verify" -> verify = true;
                case "--fail-on-warning" -> failOnWarning = true;
                case "--debug" -> debug = true;
                case "--help" -> help = true;
                default -> throw new UsageException("there is no option " + option);
            }
        }

        private static String valueOf(String option, Deque<String> words) throws UsageException {
            if (words.isEmpty()) {
                throw new UsageException(option + " needs a value");
            }
            return words.remove();
        }
    }

    private static List<Path> paths(String joined) throws UsageException {
        List<Path> paths = new ArrayList<>();
        for (String each : Stream.of(joined.split(File.pathSeparator))
                .filter(part -> !part.isEmpty())
                .toList()) {
            paths.add(path(each));
        }
        return paths;
    }

    private static Path path(String word) throws UsageException {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new UsageException("this is no path: " + e.getMessage());
        }
    }
}
