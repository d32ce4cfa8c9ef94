package dev.reprise.transformer.internal.select;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.asm.RuntimeNames.Intrinsic;
import dev.reprise.transformer.internal.asm.TestNames;
import dev.reprise.transformer.internal.model.AsyncKind;
import dev.reprise.transformer.internal.model.Problems;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Refuses what can never be rewritten, as far as a method's outside and its calls show it. */
final class MethodValidator {

    private final Problems problems;

    MethodValidator(Problems problems) {
        this.problems = problems;
    }

    /** Checks a method that is annotated, or a lambda that suspends. */
    boolean accepts(MethodNode method, boolean lambda) {
        if (!(TestNames.isCalledByJunit(method) ? isTest(method) : returnsAsyncType(method, lambda))) {
            return false;
        }
        if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            problems.report(
                    DiagnosticCode.ASYNC_NATIVE,
                    method,
                    "a native method cannot be @Async",
                    "remove the annotation, or call the native method from an @Async one");
            return false;
        }
        if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            problems.report(
                    DiagnosticCode.ASYNC_SYNCHRONIZED,
                    method,
                    "a synchronized method cannot be @Async: the monitor cannot be held across a suspension",
                    "remove synchronized; on one event loop nothing runs between two awaits");
            return false;
        }
        checkIntrinsics(method);
        return true;
    }

    /** Checks an abstract method, which is left alone: what overrides it may return a subtype. */
    void checkAbstract(MethodNode method) {
        if (!RuntimeNames.returnsTypeOfAsync(method.desc)) {
            returnsAsyncType(method, false);
        }
    }

    /** Checks a method that JUnit calls; the transformer gives it a twin that returns nothing, as JUnit demands. */
    private boolean isTest(MethodNode method) {
        if (TestNames.isTestFactory(method)) {
            problems.report(
                    DiagnosticCode.WRONG_RETURN_TYPE,
                    method,
                    "a @TestFactory method cannot be @Async: JUnit takes the tests from what it returns",
                    "remove @Async, and let each of its tests run a block that awaits: AsyncTests.run(() -> ...)");
            return false;
        }
        if (!RuntimeNames.returnsCoroutine(method.desc)) {
            problems.report(
                    DiagnosticCode.WRONG_RETURN_TYPE,
                    method,
                    "a test method that is @Async, or @AsyncTest, must return Coroutine",
                    "declare it to return Coroutine<Void>, and end it with return Coroutine.done()");
            return false;
        }
        return true;
    }

    private boolean returnsAsyncType(MethodNode method, boolean lambda) {
        if (RuntimeNames.returnsAsyncType(method.desc)) {
            return true;
        }
        if (lambda) {
            problems.report(
                    DiagnosticCode.AWAIT_IN_PLAIN_LAMBDA,
                    method,
                    "a lambda that awaits must return a Coroutine",
                    "give it a functional interface that returns Coroutine<T>, and end it with return Coroutine.of(v),"
                            + " or return Coroutine.done() if it has no result");
        } else {
            problems.report(
                    DiagnosticCode.WRONG_RETURN_TYPE,
                    method,
                    "an @Async method must return Coroutine, Generator or AsyncGenerator",
                    "declare it to return Coroutine<T> (Coroutine<Void> for no result), Generator<Y>, or"
                            + " AsyncGenerator<Y>");
        }
        return false;
    }

    private void checkIntrinsics(MethodNode method) {
        AsyncKind kind = AsyncKind.of(method.desc);
        for (AbstractInsnNode instruction : method.instructions) {
            Intrinsic intrinsic = Instructions.intrinsicCalledBy(instruction);
            if (intrinsic == null) {
                continue;
            }
            if (!kind.awaits() && !intrinsic.emits()) {
                problems.report(
                        DiagnosticCode.AWAIT_IN_GENERATOR,
                        method,
                        instruction,
                        intrinsic.method() + " in a method that returns Generator",
                        "a generator only emits; return AsyncGenerator to await as well");
            } else if (!kind.emits() && intrinsic.emits()) {
                problems.report(
                        DiagnosticCode.EMIT_IN_COROUTINE,
                        method,
                        instruction,
                        "emit in a method that returns Coroutine",
                        "emit belongs in a method that returns Generator or AsyncGenerator; a coroutine suspends with"
                                + " suspend(value)");
            }
        }
    }

    /** Checks a method that is not rewritten. */
    void checkNeverSuspends(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            Intrinsic intrinsic = Instructions.intrinsicCalledBy(instruction);
            if (intrinsic != null) {
                reportOutsideAsync(method, instruction, intrinsic);
            }
        }
    }

    private void reportOutsideAsync(MethodNode method, AbstractInsnNode call, Intrinsic intrinsic) {
        switch (method.name) {
            case "<init>" ->
                problems.report(
                        DiagnosticCode.AWAIT_IN_CONSTRUCTOR,
                        method,
                        call,
                        intrinsic.method() + " in a constructor",
                        "move it to a static @Async method that creates the object and returns a Coroutine of it");
            case "<clinit>" ->
                problems.report(
                        DiagnosticCode.AWAIT_IN_STATIC_INITIALISER,
                        method,
                        call,
                        intrinsic.method() + " in a static initialiser",
                        "move it to a static @Async method, and await that where the value is needed");
            default ->
                problems.report(
                        DiagnosticCode.AWAIT_OUTSIDE_ASYNC,
                        method,
                        call,
                        intrinsic.method() + " in a method without @Async",
                        "annotate the method with @Async and let it return "
                                + (intrinsic.emits() ? "a Generator or an AsyncGenerator" : "a Coroutine"));
        }
    }

    /** Refuses the intrinsics as method references, which would call them unrewritten. */
    void checkReferences(MethodNode method) {
        if (Instructions.readsLambdas(method)) {
            return;
        }
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof InvokeDynamicInsnNode dynamic) {
                for (Object argument : dynamic.bsmArgs) {
                    if (argument instanceof Handle handle) {
                        checkReference(method, instruction, handle);
                    }
                }
            }
        }
    }

    private void checkReference(MethodNode method, AbstractInsnNode instruction, Handle handle) {
        for (Intrinsic intrinsic : Intrinsic.values()) {
            if (intrinsic.isNamedBy(handle.getOwner(), handle.getName())) {
                problems.report(
                        DiagnosticCode.AWAIT_AS_REFERENCE,
                        method,
                        instruction,
                        intrinsic.method() + " as a method reference",
                        "write a lambda that returns a Coroutine: x -> Coroutine.of(await(x))");
            }
        }
    }
}
