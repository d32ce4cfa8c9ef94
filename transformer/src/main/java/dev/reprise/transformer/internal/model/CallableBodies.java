package dev.reprise.transformer.internal.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/** The methods of a class whose bodies can be called directly. */
public final class CallableBodies {

    private final Map<String, AsyncMethod> methods = new HashMap<>();

    /** Takes those out of all that are rewritten. */
    public CallableBodies(List<AsyncMethod> all) {
        for (AsyncMethod method : all) {
            if (method.direct() != null) {
                methods.put(method.method().name + method.method().desc, method);
            }
        }
    }

    /** Returns the one that a call is of, or null. */
    public @Nullable AsyncMethod calledBy(MethodInsnNode call) {
        AsyncMethod method = methods.get(call.name + call.desc);
        return method != null && method.isCalledBy(call) ? method : null;
    }
}
