package dev.reprise.transformer.internal.read;

import org.jspecify.annotations.Nullable;

/** Reads the numbers of a part of a class file one after the other, and never beyond the part's end. */
final class Cursor {

    private final @Nullable Cursor whole;
    private final String name;
    private final byte[] bytes;
    private final int start;
    private final int end;
    private int position;

    /** Begins a class file. */
    Cursor(byte[] classFile) {
        this(null, "the class file", classFile, 0, classFile.length);
    }

    private Cursor(@Nullable Cursor whole, String name, byte[] bytes, int start, int end) {
        this.whole = whole;
        this.name = name;
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.position = start;
    }

    int u1() {
        require(1);
        return bytes[position++] & 0xFF;
    }

    int u2() {
        return u1() << 8 | u1();
    }

    int s2() {
        return (short) u2();
    }

    int s4() {
        return u2() << 16 | u2();
    }

    void skip(int length) {
        require(length);
        position += length;
    }

    /** Takes the next bytes as a part that has a name for messages. */
    Cursor take(int length, String part) {
        require(length);
        position += length;
        return new Cursor(this, part, bytes, position - length, position);
    }

    /** Returns a second cursor at the beginning of this part. */
    Cursor again() {
        return new Cursor(whole, name, bytes, start, end);
    }

    /** Returns how many bytes of this part have been read. */
    int offset() {
        return position - start;
    }

    /** Returns where the next byte is in the class file. */
    int position() {
        return position;
    }

    int length() {
        return end - start;
    }

    boolean atEnd() {
        return position == end;
    }

    void requireEnd() {
        if (!atEnd()) {
            throw fault("has " + (end - position) + " bytes too many");
        }
    }

    private void require(int length) {
        if (length < 0 || length > end - position) {
            throw fault("is cut off");
        }
    }

    /** Returns the exception that says so of this part and of the place that was read last. */
    MalformedClassException fault(String what) {
        return new MalformedClassException(this + " " + what + " (at byte " + position + ")");
    }

    @Override
    public String toString() {
        return whole == null || whole.whole == null ? name : name + " of " + whole;
    }
}
