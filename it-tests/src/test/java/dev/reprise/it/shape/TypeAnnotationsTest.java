package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.Transformation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/** Annotations of types inside a body stay with what they annotate. */
class TypeAnnotationsTest {

    private static final Transformation MADE = Transformation.of("""
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import java.lang.annotation.*;
            import java.util.List;
            class Annotated {
                @Target(ElementType.TYPE_USE) @Retention(RetentionPolicy.RUNTIME) @interface Seen {}
                @Target(ElementType.TYPE_USE) @Retention(RetentionPolicy.CLASS) @interface Kept {}
                @Async Coroutine<String> body(long wide, String text) {
                    @Seen String seen = await(Later.of(text));
                    List<@Kept String> kept = List.of(seen, text);
                    try {
                        await(Later.failing(new IllegalStateException("caught")));
                    } catch (@Seen IllegalStateException e) {
                        text = e.getMessage();
                    }
                    return Coroutine.of((@Kept String) text + await(Later.of(wide)) + kept + seen);
                }
                static Coroutine<String> start() { return new Annotated().body(1, "t"); }
            }
            """);

    private static final MethodNode BODY = MADE.method("Annotated", "lambda$body");

    @Test
    void theBodyStillRuns() {
        assertEquals("caught1[t, t]t", MADE.run("Annotated", "start"));
    }

    @Test
    void aVariableKeepsTheAnnotationsOfItsType() {
        assertEquals("[seen @Seen]", annotated(BODY.visibleLocalVariableAnnotations));
        assertEquals("[kept @Kept]", annotated(BODY.invisibleLocalVariableAnnotations));
    }

    @Test
    void aCaughtExceptionKeepsTheAnnotationsOfItsType() {
        List<TypeAnnotationNode> found = new ArrayList<>();
        for (TryCatchBlockNode range : BODY.tryCatchBlocks) {
            if (range.visibleTypeAnnotations != null) {
                assertEquals("java/lang/IllegalStateException", range.type);
                found.addAll(range.visibleTypeAnnotations);
            }
        }
        assertEquals(1, found.size());
        assertEquals("LAnnotated$Seen;", found.get(0).desc);
    }

    /** Names the variables that lie in the annotated slots where the annotation begins to hold. */
    private static String annotated(List<LocalVariableAnnotationNode> annotations) {
        List<String> names = new ArrayList<>();
        for (LocalVariableAnnotationNode annotation : annotations) {
            int from = BODY.instructions.indexOf(annotation.start.get(0));
            var bySlot = new TreeMap<Integer, String>();
            for (LocalVariableNode variable : BODY.localVariables) {
                if (BODY.instructions.indexOf(variable.start) <= from
                        && from < BODY.instructions.indexOf(variable.end)) {
                    bySlot.put(variable.index, variable.name);
                }
            }
            String name = Objects.requireNonNull(bySlot.get(annotation.index.get(0)), "no variable in that slot");
            names.add(name + " @" + annotation.desc.replaceAll(".*\\$|;", ""));
        }
        return names.toString();
    }
}
