package dev.reprise.it.random;

/** The compound assignments of each type that has some. */
final class CompoundOperators {

    private CompoundOperators() {}

    /** Returns an operator, or the empty text. */
    static String of(Type type) {
        return switch (type) {
            case INT, BYTE, SHORT, CHAR, STRING, INTEGER -> "+=";
            case LONG -> "^=";
            case FLOAT, DOUBLE -> "*=";
            case BOOLEAN -> "|=";
            default -> "";
        };
    }

    /** Returns the type of its right side. */
    static Type operandOf(Type type) {
        return switch (type) {
            case BYTE, SHORT, CHAR, STRING, INTEGER -> Type.INT;
            default -> type;
        };
    }
}
