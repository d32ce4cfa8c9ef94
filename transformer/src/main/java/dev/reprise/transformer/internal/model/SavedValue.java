package dev.reprise.transformer.internal.model;

import dev.reprise.transformer.internal.asm.ValueTypes;
import org.jspecify.annotations.Nullable;

/**
 * A local variable or stack entry that a suspension saves.
 *
 * @param slot the local's slot in the original method; -1 for a stack entry
 * @param type its verification type
 * @param field where it is kept; null for the constant null, which needs no place
 */
public record SavedValue(int slot, Object type, @Nullable FrameField field) {

    /** Tells whether reading it back needs a cast. */
    public boolean needsCast() {
        return field != null && type instanceof String && !field.descriptor().equals(ValueTypes.descriptor(type));
    }
}
