package dev.reprise.io;

/** How many bytes a stream reader holds before it stops reading. */
final class StreamLimit {

    static final int DEFAULT = 64 * 1024;

    private StreamLimit() {}

    static int require(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("the limit of a stream must be positive, but is " + bytes);
        }
        return bytes;
    }
}
