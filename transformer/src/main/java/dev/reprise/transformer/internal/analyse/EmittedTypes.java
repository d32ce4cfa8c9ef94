package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.KnownClasses;
import dev.reprise.transformer.internal.asm.RuntimeNames.Intrinsic;
import dev.reprise.transformer.internal.model.AsyncKind;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Warns where a generator emits what provably is none of its elements. {@code emit} takes any object, since javac cannot
 * know which method it stands in; here both types are known, and between two final classes nothing is left to doubt.
 */
final class EmittedTypes {

    private EmittedTypes() {}

    static void check(AsyncMethod target, ControlFlow flow, FrameTypes types, Problems problems) {
        String element = elementType(target);
        if (!target.kind().emits() || element == null || !KnownClasses.isFinal(element)) {
            return;
        }
        for (int i = 0; i < flow.size(); i++) {
            FrameTypes.State state = types.before(i);
            Intrinsic intrinsic = Instructions.intrinsicCalledBy(flow.instruction(i));
            if (state == null || intrinsic == null || !intrinsic.emits()) {
                continue;
            }
            List<Object> stack = state.stack();
            Object emitted = stack.get(stack.size() - 1);
            if (emitted instanceof String name && KnownClasses.isFinal(name) && !name.equals(element)) {
                problems.report(
                        DiagnosticCode.WRONG_ELEMENT,
                        target.method(),
                        flow.instruction(i),
                        "emits " + simple(name) + " in " + withArticle(target.kind()) + "<" + simple(element) + ">",
                        "convert the value, or change the method's return type");
            }
        }
    }

    /** Returns the internal name of {@code Y} in a generic signature that ends in {@code Generator<Y>}, or null. */
    private static @Nullable String elementType(AsyncMethod target) {
        String signature = target.method().signature;
        String type = Type.getReturnType(target.method().desc).getInternalName();
        String prefix = ")L" + type + "<L";
        int start = signature == null ? -1 : signature.indexOf(prefix);
        if (signature == null || start < 0) {
            return null;
        }
        int end = signature.indexOf(';', start);
        String name = signature.substring(start + prefix.length(), end);
        return name.contains("<") ? null : name;
    }

    private static String withArticle(AsyncKind kind) {
        return (kind == AsyncKind.ASYNC_GENERATOR ? "an " : "a ") + kind.type();
    }

    private static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }
}
