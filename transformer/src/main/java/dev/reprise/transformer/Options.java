package dev.reprise.transformer;

/**
 * What can be chosen for a transformation. Immutable.
 *
 * @param largeMethodWarning the size in bytes of a rewritten body past which a warning is given; HotSpot does not
 *     compile methods of more than 8,000 bytes
 */
public record Options(int largeMethodWarning) {

    /** Returns the options that suit almost everybody. */
    public static Options defaults() {
        return new Options(8_000);
    }
}
