package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.support.Transformation;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.MethodNode;

/** The method itself, as its callers and reflection see it, is what it was. */
class EntryTest {

    private static final Transformation MADE = Transformation.of("""
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import java.io.IOException;
            import java.lang.annotation.*;
            import java.util.*;
            class Entry<E> {
                @Retention(RetentionPolicy.RUNTIME)
                @interface Note { String value() default "none"; }
                @Retention(RetentionPolicy.RUNTIME)
                @Target(ElementType.TYPE_USE)
                @interface Mark {}

                @Async
                @Note("on the method")
                @Deprecated
                protected final <K extends Comparable<K>> Coroutine<Map<K, List<? super E>>> collect(
                        final K key, @Note("on a parameter") List<@Mark E> values, long count, String... names)
                        throws IOException, InterruptedException {
                    Map<K, List<? super E>> all = new TreeMap<>();
                    await(Later.of(names));
                    all.put(key, values);
                    return Coroutine.of(all);
                }
            }
            """);

    private static Method entry() {
        return Stream.of(MADE.load("Entry").getDeclaredMethods())
                .filter(method -> method.getName().equals("collect"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepsItsModifiersAndExceptions() {
        assertEquals(
                "protected final transient", Modifier.toString(entry().getModifiers()), "transient is the varargs bit");
        assertTrue(entry().isVarArgs());
        assertFalse(entry().isSynthetic());
        assertEquals(List.of(IOException.class, InterruptedException.class), List.of(entry().getExceptionTypes()));
    }

    @Test
    void keepsItsGenericSignature() {
        assertEquals(
                "protected final <K extends java.lang.Comparable<K>>"
                        + " dev.reprise.Coroutine<java.util.Map<K, java.util.List<? super E>>>"
                        + " Entry.collect(K,java.util.List<E>,long,java.lang.String...)"
                        + " throws java.io.IOException,java.lang.InterruptedException",
                entry().toGenericString());
    }

    @Test
    void keepsItsAnnotations() {
        assertEquals(
                List.of("Note", "Deprecated"),
                Stream.of(entry().getAnnotations()).map(EntryTest::simpleName).toList());
        assertTrue(
                Objects.requireNonNull(MADE.method("Entry", "collect").invisibleAnnotations).stream()
                        .anyMatch(annotation -> annotation.desc.equals("Ldev/reprise/Async;")),
                "@Async itself stays, as documentation");
    }

    @Test
    void keepsItsParameterNamesAndAnnotations() {
        Parameter[] parameters = entry().getParameters();
        assertArrayEquals(
                new String[] {"key", "values", "count", "names"},
                Stream.of(parameters).map(Parameter::getName).toArray());
        assertTrue(Modifier.isFinal(parameters[0].getModifiers()));
        assertEquals(
                List.of("Note"),
                Stream.of(parameters[1].getAnnotations())
                        .map(EntryTest::simpleName)
                        .toList());
        assertEquals(0, parameters[2].getAnnotations().length);
    }

    @Test
    void keepsItsTypeAnnotations() {
        MethodNode entry = MADE.method("Entry", "collect");
        assertEquals(
                List.of("LEntry$Mark;"),
                entry.visibleTypeAnnotations.stream()
                        .map(annotation -> annotation.desc)
                        .toList());
    }

    @Test
    void namesItsParametersForADebugger() {
        MethodNode entry = MADE.method("Entry", "collect");
        assertEquals(
                List.of("this 0", "key 1", "values 2", "count 3", "names 5"),
                entry.localVariables.stream()
                        .map(variable -> variable.name + " " + variable.index)
                        .toList());
    }

    private static String simpleName(Annotation annotation) {
        return annotation.annotationType().getSimpleName();
    }
}
