package dev.reprise.transformer.internal.verify;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/** ASM's rules of what each instruction takes and gives, with the hierarchy of class files for that of loaded classes. */
final class TypeRules extends SimpleVerifier {

    private final TypeHierarchy hierarchy;

    TypeRules(TypeHierarchy hierarchy) {
        super(Opcodes.ASM9, null, null, null, false);
        this.hierarchy = hierarchy;
    }

    /** Tells whether a value may be where a frame declares another one. */
    boolean fits(BasicValue value, BasicValue declared) {
        return declared.equals(BasicValue.UNINITIALIZED_VALUE) || isSubTypeOf(value, declared);
    }

    @Override
    protected boolean isSubTypeOf(BasicValue value, BasicValue expected) {
        Type type = value.getType();
        Type wanted = expected.getType();
        if (type == null || wanted == null || !value.isReference() || !expected.isReference()) {
            return value.equals(expected);
        }
        if (wanted.equals(NULL_TYPE)) {
            return type.equals(NULL_TYPE);
        }
        return type.equals(NULL_TYPE) || hierarchy.isAssignable(type, wanted);
    }

    @Override
    protected boolean isInterface(Type type) {
        throw new AssertionError("merges only");
    }

    @Override
    protected @Nullable Type getSuperClass(Type type) {
        throw new AssertionError("merges only");
    }

    @Override
    protected boolean isAssignableFrom(Type target, Type type) {
        return hierarchy.isAssignable(type, target);
    }

    @Override
    protected Class<?> getClass(Type type) {
        throw new AssertionError("loads nothing: " + type);
    }
}
