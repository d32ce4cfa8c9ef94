package dev.reprise.transformer.internal.read;

import java.nio.charset.StandardCharsets;

/** Tells without parsing whether a class file can concern the transformer at all. */
public final class MentionScan {

    private MentionScan() {}

    /** Tells whether the bytes contain {@code text}; a class that does not mention the runtime needs no parsing. */
    public static boolean mentions(byte[] classFile, String text) {
        byte[] sought = text.getBytes(StandardCharsets.UTF_8);
        byte last = sought[sought.length - 1];
        int end = classFile.length;
        for (int i = sought.length - 1; i < end; i++) {
            if (classFile[i] == last && matches(classFile, i - sought.length + 1, sought)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] bytes, int from, byte[] sought) {
        for (int i = 0; i < sought.length - 1; i++) {
            if (bytes[from + i] != sought[i]) {
                return false;
            }
        }
        return true;
    }
}
