package dev.reprise.transformer.internal.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What is a subtype of what, by the rules of the JVM's verifier (JVMS 4.10.1.2), to which an interface is an Object. A
 * class that is nowhere, such as one of an optional dependency, gets the benefit of the doubt.
 */
final class TypeHierarchy {

    private static final String OBJECT = "java/lang/Object";

    /** All that an array can be used as, besides another array. */
    private static final Set<String> SUPER_OF_ARRAYS = Set.of(OBJECT, "java/lang/Cloneable", "java/io/Serializable");

    private final List<ClassSource> sources;
    private final Map<String, Optional<Declaration>> known = new HashMap<>();

    /** How a class begins. */
    private record Declaration(
            boolean isInterface, @Nullable String superName) {}

    TypeHierarchy(List<ClassSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Tells whether a value of one reference type is allowed where another one is wanted. */
    boolean isAssignable(Type value, Type wanted) {
        if (value.equals(wanted)) {
            return true;
        }
        if (wanted.getSort() != Type.ARRAY) {
            return value.getSort() == Type.ARRAY
                    ? SUPER_OF_ARRAYS.contains(wanted.getInternalName())
                    : isSubclass(value.getInternalName(), wanted.getInternalName());
        }
        if (value.getSort() != Type.ARRAY) {
            return false;
        }
        Type part = elementOf(value);
        Type wantedPart = elementOf(wanted);
        return isReference(part) && isReference(wantedPart) && isAssignable(part, wantedPart);
    }

    static Type elementOf(Type array) {
        return Type.getType(array.getDescriptor().substring(1));
    }

    private static boolean isReference(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }

    private boolean isSubclass(String name, String wanted) {
        Declaration target = find(wanted);
        if (wanted.equals(OBJECT) || target == null || target.isInterface) {
            return true;
        }
        Set<String> seen = new HashSet<>();
        for (String each = name; each != null && !each.equals(OBJECT) && seen.add(each); ) {
            if (each.equals(wanted)) {
                return true;
            }
            Declaration declaration = find(each);
            if (declaration == null) {
                return true;
            }
            each = declaration.superName;
        }
        return false;
    }

    private @Nullable Declaration find(String name) {
        return known.computeIfAbsent(name, this::look).orElse(null);
    }

    private Optional<Declaration> look(String name) {
        try {
            for (ClassSource source : sources) {
                byte[] classFile = source.find(name);
                if (classFile != null) {
                    ClassReader reader = new ClassReader(classFile);
                    boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
                    return Optional.of(new Declaration(isInterface, reader.getSuperName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) { // ASM's way to say that this is no class file: as good as none
            return Optional.empty();
        }
        return Optional.empty();
    }
}
