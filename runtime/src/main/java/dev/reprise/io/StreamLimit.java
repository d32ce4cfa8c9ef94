package dev.reprise.io;

/** The limit of a stream reader, in options: refused where it is set, not where a reader is made at last. */
final class StreamLimit {

    private StreamLimit() {}

    static int require(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("the limit of a stream must be positive, but is " + bytes);
        }
        return bytes;
    }
}
