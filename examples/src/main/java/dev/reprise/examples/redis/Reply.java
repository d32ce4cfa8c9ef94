package dev.reprise.examples.redis;

import dev.reprise.io.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/** What Redis answers. */
public sealed interface Reply {

    /** A simple string. */
    record Simple(String string) implements Reply {}

    /** A string of any bytes. */
    record Bulk(ByteBuffer bytes) implements Reply {}

    /** An integer. */
    record Int(long value) implements Reply {}

    /** Several replies. */
    record Array(List<Reply> replies) implements Reply {}

    /** An error. A command that is answered so throws it; it can be one of several replies, too. */
    record Failure(String message) implements Reply {}

    /** No value: a null string or a null array. */
    record Nothing() implements Reply {}

    /** Returns a string, read as UTF-8 if it may have any bytes. */
    default String text() {
        if (this instanceof Bulk bulk) {
            return Bytes.text(bulk.bytes);
        }
        return as(Simple.class).string;
    }

    /** Returns a number. */
    default long number() {
        return as(Int.class).value;
    }

    /** Returns several replies. */
    default List<Reply> list() {
        return as(Array.class).replies;
    }

    /** Tells whether there is no value. */
    default boolean isNothing() {
        return this instanceof Nothing;
    }

    private <R extends Reply> R as(Class<R> type) {
        if (!type.isInstance(this)) {
            throw new IllegalStateException("the reply is no " + type.getSimpleName() + ": " + this);
        }
        return type.cast(this);
    }
}
