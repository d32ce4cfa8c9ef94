package dev.reprise.transformer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * IN and OUT: two folders or two jars.
 *
 * @param in a folder or a file that exists
 * @param out the same one, or one apart from it of the same kind, which need not exist
 */
record Places(Path in, Path out) {

    static Places of(List<Path> operands) throws UsageException, IOException {
        if (operands.size() != 2) {
            throw new UsageException("IN and OUT are wanted, here are " + operands.size() + " names");
        }
        Path in = operands.get(0);
        Path out = operands.get(1);
        if (!Files.exists(in)) {
            throw new UsageException(in + " does not exist");
        }
        if (Files.exists(out) && Files.isSameFile(in, out)) {
            return new Places(in, in);
        }
        if (Files.isDirectory(in)) {
            checkFolders(in, out);
        } else {
            checkJars(in, out);
        }
        return new Places(in, out);
    }

    private static void checkFolders(Path in, Path out) throws UsageException, IOException {
        if (Files.exists(out) ? !Files.isDirectory(out) : isArchive(out)) {
            throw new UsageException(in + " is a folder, so OUT must be one too; to get a jar, transform it to a folder"
                    + " or in place, then: jar --create --file " + out + " -C FOLDER .");
        }
        Path real = in.toRealPath();
        Path target = real(out);
        if (target.startsWith(real) || real.startsWith(target)) {
            throw new UsageException("one of " + in + " and " + out
                    + " lies in the other; give a folder apart from IN, or" + " IN itself");
        }
    }

    private static void checkJars(Path in, Path out) throws UsageException {
        if (in.toString().endsWith(".class")) {
            throw new UsageException(in + " is a single class; give the folder that its package is in");
        }
        if (Files.isDirectory(out)) {
            throw new UsageException(in + " is a file, so OUT must be the name of a jar, but " + out
                    + " is a folder; to get" + " a folder, unpack the jar and transform that");
        }
    }

    private static boolean isArchive(Path path) {
        return path.toString().matches("(?i).*\\.(jar|war|ear|zip)");
    }

    /** Resolves the links of what exists of a path. */
    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path existing = absolute; existing != null; existing = existing.getParent()) {
            if (Files.exists(existing)) {
                return existing.toRealPath().resolve(existing.relativize(absolute));
            }
        }
        return absolute;
    }
}
