package dev.reprise.transformer.internal.asm;

import java.util.Set;

/** What is certain of a few classes of the JDK without looking at them. */
public final class KnownClasses {

    private static final Set<String> FINAL = Set.of(
            "java/lang/String",
            "java/lang/Boolean",
            "java/lang/Byte",
            "java/lang/Character",
            "java/lang/Short",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Float",
            "java/lang/Double");

    private static final Set<String> PUBLIC = Set.of("java/lang/Object", "java/lang/Throwable", "java/lang/Class");

    private KnownClasses() {}

    /** Tells whether a class is known to have no subclasses. */
    public static boolean isFinal(String internalName) {
        return FINAL.contains(internalName);
    }

    /** Tells whether a class is known to be accessible everywhere. */
    public static boolean isAccessible(String internalName) {
        return FINAL.contains(internalName) || PUBLIC.contains(internalName);
    }
}
