package dev.reprise.transformer;

/**
 * What can be chosen for a transformation. Immutable: begin with {@link #defaults} and change what is to differ, so that
 * options that are added later do not concern you.
 *
 * @param largeMethodWarning the size in bytes of a rewritten body past which a warning is given; HotSpot does not
 *     compile methods of more than 8,000 bytes
 * @param debug whether a variable of the source is kept over a suspension as long as it is in scope, so that a debugger
 *     shows it, instead of only while it will be read again; what it refers to is then kept alive as long
 */
public record Options(int largeMethodWarning, boolean debug) {

    /** Returns the options that suit almost everybody. */
    public static Options defaults() {
        return new Options(8_000, false);
    }

    /** Returns these options with another size from which on a body is warned of. */
    public Options withLargeMethodWarning(int size) {
        return new Options(size, debug);
    }

    /** Returns these options with variables kept for the debugger, or not. */
    public Options withDebug(boolean keepsVariables) {
        return new Options(largeMethodWarning, keepsVariables);
    }
}
