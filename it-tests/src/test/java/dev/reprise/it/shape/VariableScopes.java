package dev.reprise.it.shape;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Compares what a method says of its variables with what lies in their slots there, found by simulation. */
final class VariableScopes {

    /** How a fault ends where the ways to a place have left different things in the slot, or nothing. */
    static final String HOLDS_DIFFERENT_THINGS = "holds different things";

    private VariableScopes() {}

    /** Returns a line for each scope of a variable in which its slot somewhere holds no value of its type. */
    static List<String> faults(String owner, MethodNode method) throws AnalyzerException {
        List<String> faults = new ArrayList<>();
        Frame<BasicValue>[] frames = new Analyzer<>(new BasicInterpreter()).analyze(owner, method);
        for (LocalVariableNode variable : method.localVariables) {
            int start = method.instructions.indexOf(variable.start);
            int end = method.instructions.indexOf(variable.end);
            if (start >= end) {
                faults.add(variable.name + " is in scope nowhere: from " + start + " to " + end);
            }
            for (int i = start; i < end; i++) {
                if (method.instructions.get(i).getOpcode() < 0 || frames[i] == null) {
                    continue;
                }
                BasicValue held = frames[i].getLocal(variable.index);
                if (!holds(held, Type.getType(variable.desc))) {
                    String what =
                            held.equals(BasicValue.UNINITIALIZED_VALUE) ? HOLDS_DIFFERENT_THINGS : "holds " + held;
                    faults.add(variable.name + " " + variable.desc + " is in scope at instruction " + i
                            + ", where its slot " + what);
                    break;
                }
            }
        }
        return faults;
    }

    private static boolean holds(BasicValue held, Type declared) {
        return switch (declared.getSort()) {
            case Type.OBJECT, Type.ARRAY -> held.isReference();
            case Type.LONG -> held.equals(BasicValue.LONG_VALUE);
            case Type.DOUBLE -> held.equals(BasicValue.DOUBLE_VALUE);
            case Type.FLOAT -> held.equals(BasicValue.FLOAT_VALUE);
            default -> held.equals(BasicValue.INT_VALUE);
        };
    }
}
