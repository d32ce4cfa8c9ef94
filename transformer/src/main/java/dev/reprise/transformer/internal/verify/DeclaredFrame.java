package dev.reprise.transformer.internal.verify;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** A frame of the class file. What comes to it must fit, and changes nothing (JVMS 4.10.1.6). */
final class DeclaredFrame extends Frame<BasicValue> {

    private final FrameNode at;
    private final TypeRules rules;
    private boolean reached;

    DeclaredFrame(FrameNode at, String owner, MethodNode method, TypeRules rules) {
        super(method.maxLocals, method.maxStack);
        this.at = at;
        this.rules = rules;
        setReturn(rules.newReturnTypeValue(Type.getReturnType(method.desc)));
        int local = 0;
        for (Object type : at.local) {
            BasicValue value = value(type, owner);
            setLocal(local++, value);
            if (value.getSize() == 2) {
                setLocal(local++, BasicValue.UNINITIALIZED_VALUE);
            }
        }
        while (local < method.maxLocals) {
            setLocal(local++, BasicValue.UNINITIALIZED_VALUE);
        }
        for (Object type : at.stack) {
            push(value(type, owner));
        }
    }

    private BasicValue value(Object type, String owner) {
        if (type instanceof String name) {
            return rules.newValue(Type.getObjectType(name));
        }
        if (type instanceof LabelNode creation) {
            AbstractInsnNode instruction = creation;
            while (!(instruction instanceof TypeInsnNode)) {
                instruction = instruction.getNext();
            }
            return rules.newValue(Type.getObjectType(((TypeInsnNode) instruction).desc));
        }
        if (type.equals(Opcodes.UNINITIALIZED_THIS)) {
            return rules.newValue(Type.getObjectType(owner));
        }
        if (type.equals(Opcodes.NULL)) {
            return rules.newValue(Type.getObjectType("null"));
        }
        if (type.equals(Opcodes.TOP)) {
            return BasicValue.UNINITIALIZED_VALUE;
        }
        return rules.newValue(primitive((Integer) type));
    }

    private static Type primitive(Integer type) {
        if (type.equals(Opcodes.INTEGER)) {
            return Type.INT_TYPE;
        }
        if (type.equals(Opcodes.FLOAT)) {
            return Type.FLOAT_TYPE;
        }
        return type.equals(Opcodes.LONG) ? Type.LONG_TYPE : Type.DOUBLE_TYPE;
    }

    @Override
    public boolean merge(Frame<? extends BasicValue> coming, Interpreter<BasicValue> interpreter)
            throws AnalyzerException {
        if (coming.getStackSize() != getStackSize()) {
            throw new AnalyzerException(
                    at, "the frame has " + getStackSize() + " values on the stack, not " + coming.getStackSize());
        }
        for (int i = 0; i < getLocals(); i++) {
            check("local variable " + i, coming.getLocal(i), getLocal(i));
        }
        for (int i = 0; i < getStackSize(); i++) {
            check("stack value " + i, coming.getStack(i), getStack(i));
        }
        boolean first = !reached;
        reached = true;
        return first;
    }

    private void check(String place, BasicValue coming, BasicValue declared) throws AnalyzerException {
        if (!rules.fits(coming, declared)) {
            throw new AnalyzerException(at, place + " of the frame is " + declared + ", but can be " + coming);
        }
    }
}
