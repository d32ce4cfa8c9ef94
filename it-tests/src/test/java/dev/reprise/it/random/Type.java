package dev.reprise.it.random;

import java.util.List;
import java.util.Locale;

/** The types of values in random programs. */
enum Type implements Sort {
    INT("int", "Integer", "0", "1", "2", "-3", "7", "1000", "Integer.MAX_VALUE"),
    LONG("long", "Long", "0L", "1L", "-2L", "5L", "(1L << 40)", "Long.MIN_VALUE"),
    FLOAT("float", "Float", "0f", "1.5f", "-2f", "Float.NaN"),
    DOUBLE("double", "Double", "0.0", "2.5", "-1e10", "(1 / 3.0)"),
    BYTE("byte", "Byte", "(byte) 0", "(byte) 1", "(byte) -100"),
    SHORT("short", "Short", "(short) 0", "(short) 3", "(short) 30000"),
    CHAR("char", "Character", "'a'", "'b'", "'z'"),
    BOOLEAN("boolean", "Boolean", "true", "false"),
    STRING("String", "String", "\"\"", "\"a\"", "\"b\"", "\"cd\""),
    INTEGER("Integer", "Integer", "Integer.valueOf(0)", "Integer.valueOf(1)", "Integer.valueOf(300)"),
    OBJECT(
            "Object",
            "Object",
            "(Object) \"o\"",
            "(Object) 1",
            "(Object) 2L",
            "(Object) 'c'",
            "((Object) new Kit.Pair(1, \"p\"))"),
    COLOUR("Kit.Colour", "Kit.Colour", "Kit.Colour.RED", "Kit.Colour.GREEN", "Kit.Colour.BLUE"),
    BOX("Kit.Box", "Kit.Box", "new Kit.Box(\"box\", 1L)"),
    INTS("int[]", "int[]", "new int[] {1, 2}", "new int[3]"),
    LONGS("long[]", "long[]", "new long[] {3L, 4L}"),
    STRINGS("String[]", "String[]", "new String[] {\"x\", \"y\", \"z\"}"),
    LIST("List<Integer>", "List<Integer>", "Kit.list(1)", "Kit.list(2, 3)", "Kit.list()"),
    THROWABLE("Throwable", "Throwable", "new IllegalStateException(\"made\")");

    private final String source;
    private final String boxed;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes an immutable one
    private final List<String> literals;

    Type(String source, String boxed, String... literals) {
        this.source = source;
        this.boxed = boxed;
        this.literals = List.of(literals);
    }

    /** Returns the type as a program names it. */
    String source() {
        return source;
    }

    /** Returns the type as a type argument. */
    String boxed() {
        return boxed;
    }

    /** Returns constants of this type; the first one is the simplest. */
    List<String> literals() {
        return literals;
    }

    /** Returns whether a value takes two slots of a frame. */
    boolean wide() {
        return this == LONG || this == DOUBLE;
    }

    boolean primitive() {
        return !source.equals(boxed);
    }

    /** Returns a cast: below it, javac need not try an expression with each method that it may be an argument of. */
    String cast(String value) {
        return "((" + source + ") " + value + ")";
    }

    /** Returns a call that logs a value of this type; the cast chooses among the methods that do. */
    String logged(String value) {
        return "p.log(" + (primitive() ? cast(value) : value) + ")";
    }

    /** Returns the name of a hole in a template that takes such a value. */
    String hole() {
        return name().toLowerCase(Locale.ROOT);
    }
}
