package dev.reprise.transformer.internal.write;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What makes a jar a signed one (JAR File Specification, "Signed JAR File"). */
final class Signature {

    static final String MANIFEST = "META-INF/MANIFEST.MF";

    private static final Pattern PART =
            Pattern.compile("META-INF/(?:SIG-[^/]*|[^/]*\\.(?:SF|RSA|DSA|EC))", Pattern.CASE_INSENSITIVE);

    private static final Pattern DIGEST =
            Pattern.compile("(?:[^:]+-Digest(?:-[^:]+)?|Magic):.*", Pattern.CASE_INSENSITIVE);

    private static final Pattern AFTER_LINE = Pattern.compile("(?<=\n|\r(?!\n))");

    private static final Pattern NAME = Pattern.compile("Name:.*", Pattern.CASE_INSENSITIVE);

    private Signature() {}

    /** Tells whether an entry is a signature or what it signs. */
    static boolean isPart(String entry) {
        return PART.matcher(entry).matches();
    }

    /**
     * Returns a manifest without the digests of its entries, and without the sections that said nothing else. Every other
     * line stays as it is; {@code java.util.jar.Manifest} would put them into another order.
     */
    static byte[] withoutDigests(byte[] manifest) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        boolean main = true;
        for (List<String> section : sections(manifest)) {
            List<String> kept = main
                    ? section
                    : section.stream().filter(line -> !isDigest(line)).toList();
            boolean saysNothing = kept.stream().allMatch(line -> line.isBlank() || isName(line));
            if (main || kept.size() == section.size() || !saysNothing) {
                kept.forEach(line -> rest.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1)));
            }
            main = false;
        }
        return rest.toByteArray();
    }

    private static boolean isDigest(String line) {
        return DIGEST.matcher(firstOf(line)).matches();
    }

    private static boolean isName(String line) {
        return NAME.matcher(firstOf(line)).matches();
    }

    private static String firstOf(String line) {
        return line.lines().findFirst().orElse("");
    }

    /** Returns the sections with their lines; a line comes with its continuations and its end, a section with its blank lines. */
    private static List<List<String>> sections(byte[] manifest) {
        List<List<String>> sections = new ArrayList<>();
        List<String> section = new ArrayList<>();
        boolean ended = false;
        String text = new String(manifest, StandardCharsets.ISO_8859_1);
        for (String line : AFTER_LINE.splitAsStream(text).toList()) {
            boolean blank = line.isBlank() && !line.startsWith(" ");
            if (ended && !blank) {
                sections.add(section);
                section = new ArrayList<>();
            }
            ended = blank;
            if (line.startsWith(" ") && !section.isEmpty()) {
                section.set(section.size() - 1, section.get(section.size() - 1) + line);
            } else {
                section.add(line);
            }
        }
        sections.add(section);
        return sections;
    }
}
