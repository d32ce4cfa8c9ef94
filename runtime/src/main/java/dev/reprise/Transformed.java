package dev.reprise;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mark that the transformer leaves on each class that it rewrote and on each frame class that it made. It keeps a
 * second run from transforming anything twice, and ties a frame class to its owner so that orphans can be removed.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Transformed {

    /** The transformer's version. */
    String version();

    /** The number of the binary interface between generated code and {@link AsyncFrame}. */
    int abi();

    /** On a frame class, the internal name of the class whose method it runs; empty on a rewritten class. */
    String owner() default "";

    /**
     * The mark on a rewritten method: all that is left in the method itself is to make the frame. Coverage tools leave out
     * methods with an annotation of such a name.
     */
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.METHOD)
    @interface Generated {}
}
