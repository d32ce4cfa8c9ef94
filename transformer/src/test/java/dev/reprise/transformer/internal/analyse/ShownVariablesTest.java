package dev.reprise.transformer.internal.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.transformer.internal.model.AsyncKind;
import dev.reprise.transformer.internal.model.AsyncMethod;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

class ShownVariablesTest {

    private static final Code CODE = new Code()
            .mark("before")
            .op(Opcodes.ICONST_0)
            .var(Opcodes.ISTORE, 0)
            .mark("number")
            .op(Opcodes.ACONST_NULL)
            .var(Opcodes.ASTORE, 0)
            .mark("text")
            .op(Opcodes.NOP)
            .mark("end")
            .op(Opcodes.RETURN);

    @Test
    void aVariableIsShownWhereTheTableNamesIt() {
        assertEquals(List.of(false, true, false, false), shown(variable("I", "number", "text")));
        assertEquals(List.of(false, false, true, false), shown(variable("Ljava/lang/String;", "text", "end")));
    }

    @Test
    void aSlotThatHoldsNothingOfItsKindIsNotShown() {
        assertEquals(List.of(false, true, false, false), shown(variable("I", "before", "end")));
        assertEquals(List.of(false, false, true, false), shown(variable("[I", "before", "end")));
        assertEquals(List.of(false, false, false, false), shown(variable("J", "before", "end")));
    }

    @Test
    void whatIsShownIsLiveFromItsWriteOn() {
        MethodNode method = CODE.method();
        method.localVariables = List.of(variable("Ljava/lang/String;", "end", "end"), variable("I", "number", "text"));
        ControlFlow flow = CODE.flow();
        Liveness liveness = new Liveness(flow, ShownVariables.of(method, flow, types(method)));
        assertEquals(
                List.of(false, true, false, false),
                places().stream().map(at -> liveness.isLive(0, at)).toList());
    }

    @Test
    void aMethodWithoutATableShowsNothing() {
        MethodNode method = CODE.method();
        method.localVariables = null;
        ShownVariables shown = ShownVariables.of(method, CODE.flow(), types(method));
        assertEquals(new BitSet(), shown.at(CODE.at("text")));
    }

    private static List<Boolean> shown(LocalVariableNode variable) {
        MethodNode method = CODE.method();
        method.localVariables = List.of(variable);
        ShownVariables shown = ShownVariables.of(method, CODE.flow(), types(method));
        return places().stream().map(at -> shown.at(at).get(0)).toList();
    }

    private static List<Integer> places() {
        return List.of(CODE.at("before"), CODE.at("number"), CODE.at("text"), CODE.at("end"));
    }

    private static FrameTypes types(MethodNode method) {
        return FrameTypes.of(
                new AsyncMethod(new ClassNode(), method, AsyncKind.COROUTINE, "Frame", "body", "trampoline", null));
    }

    private static LocalVariableNode variable(String descriptor, String from, String to) {
        return new LocalVariableNode("v", descriptor, null, label(from), label(to), 0);
    }

    private static LabelNode label(String name) {
        return (LabelNode) CODE.method().instructions.get(CODE.at(name));
    }
}
