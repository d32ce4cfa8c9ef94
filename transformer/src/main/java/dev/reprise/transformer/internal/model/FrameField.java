package dev.reprise.transformer.internal.model;

/** A field of a frame class, in which values of one kind take turns. */
public record FrameField(String name, String descriptor) {

    /** Tells whether a dead value in it would keep an object alive. */
    public boolean holdsReference() {
        return descriptor.length() > 1;
    }
}
