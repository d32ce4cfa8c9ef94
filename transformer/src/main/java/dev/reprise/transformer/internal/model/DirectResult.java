package dev.reprise.transformer.internal.model;

import dev.reprise.transformer.internal.asm.ValueTypes;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * How a body that is called directly returns its result: as the object that it is, or unboxed. The boxes of the other
 * primitive types are cached, or rare.
 */
public enum DirectResult {
    OBJECT("java/lang/Object", "", "Ljava/lang/Object;"),
    INT("java/lang/Integer", "intValue", "I"),
    LONG("java/lang/Long", "longValue", "J"),
    DOUBLE("java/lang/Double", "doubleValue", "D");

    private final String box;
    private final String unboxing;
    private final String descriptor;

    DirectResult(String box, String unboxing, String descriptor) {
        this.box = box;
        this.unboxing = unboxing;
        this.descriptor = descriptor;
    }

    /** Returns the result that an instruction boxes, or null. */
    public static @Nullable DirectResult boxedBy(@Nullable AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call
                && call.getOpcode() == Opcodes.INVOKESTATIC
                && call.name.equals("valueOf")) {
            for (DirectResult result : values()) {
                if (call.owner.equals(result.box) && call.desc.equals(result.boxingDescriptor())) {
                    return result;
                }
            }
        }
        return null;
    }

    /** Tells whether an instruction unboxes such a result. */
    private boolean isUnboxedBy(@Nullable AbstractInsnNode instruction) {
        return instruction instanceof MethodInsnNode call
                && call.owner.equals(box)
                && call.name.equals(unboxing)
                && call.desc.equals(unboxingDescriptor());
    }

    /** Returns the result that is what two instructions unbox, a cast and a call; an object, if they do not. */
    public static DirectResult unboxedBy(@Nullable AbstractInsnNode cast, @Nullable AbstractInsnNode call) {
        if (cast != null && cast.getOpcode() == Opcodes.CHECKCAST) {
            for (DirectResult result : values()) {
                if (result.isUnboxedBy(call)) {
                    return result;
                }
            }
        }
        return OBJECT;
    }

    public boolean isPrimitive() {
        return this != OBJECT;
    }

    public boolean isWide() {
        return type().getSize() > 1;
    }

    /** Returns the return type of the body. */
    public String descriptor() {
        return descriptor;
    }

    /** Returns the same as a type. */
    public Type type() {
        return Type.getType(descriptor);
    }

    /** Returns the type that it has on the stack. */
    public Object verificationType() {
        return ValueTypes.of(type());
    }

    /** Returns the internal name of the class of the boxed result. */
    public String box() {
        return box;
    }

    /** Returns the descriptor of the box's {@code valueOf}. */
    public String boxingDescriptor() {
        return "(" + descriptor + ")L" + box + ";";
    }

    /** Returns the name of the box's method that returns the result. */
    public String unboxing() {
        return unboxing;
    }

    /** Returns the descriptor of that method. */
    public String unboxingDescriptor() {
        return "()" + descriptor;
    }
}
