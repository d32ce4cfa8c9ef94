package dev.reprise.transformer.internal.verify;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where class files are. */
public interface ClassSource {

    /** Returns the class file of a class, or null if it is not here. */
    byte @Nullable [] find(String internalName) throws IOException;
}
