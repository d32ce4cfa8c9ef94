package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.asm.TestNames;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Writes a rewritten class and its frame classes from the plans of its methods. */
public final class ClassEmitter {

    /** JVMS §4.7.3, code_length. */
    private static final int LARGEST_METHOD = 65_535;

    /** JVMS §4.7.3, exception_table_length, and §4.7.13, local_variable_table_length. */
    private static final int LARGEST_TABLE = 65_535;

    /** What ASM may take for a class in which jumps become wide: an operation for each variable at each instruction. */
    private static final long MOST_OPERATIONS = 2_000_000_000L;

    private static final int MOST_BYTES = 1_000_000_000;

    private static final String SPLIT = "move parts of it into @Async methods of their own";

    private final ClassNode owner;
    private final Map<MethodNode, MethodPlan> plans = new HashMap<>();
    private final Problems problems;
    private final int largeMethodWarning;
    private final String version;

    public ClassEmitter(
            ClassNode owner, List<MethodPlan> plans, Problems problems, int largeMethodWarning, String version) {
        this.owner = owner;
        this.problems = problems;
        this.largeMethodWarning = largeMethodWarning;
        this.version = version;
        plans.forEach(plan -> this.plans.put(plan.method().method(), plan));
    }

    /**
     * Returns the classes by internal name; none if there are errors. A body that turns out too large is one, and is
     * reported together with what was found before.
     */
    public SortedMap<String, byte[]> emit() {
        List<MethodNode> methods = new ArrayList<>();
        SortedMap<String, byte[]> classes = new TreeMap<>();
        boolean hasTwins = false;
        for (MethodNode method : owner.methods) {
            MethodPlan plan = plans.get(method);
            if (plan == null) {
                methods.add(method);
            } else {
                MethodNode body = BodyEmitter.emit(plan);
                if (fits(plan, body)) {
                    MethodNode stub = EntryStub.emit(plan);
                    methods.add(stub);
                    if (TestNames.isCalledByJunit(method)) {
                        methods.add(TestTwin.emit(plan.method(), stub));
                        hasTwins = true;
                    }
                    methods.add(Trampoline.emit(plan.method()));
                    methods.add(body);
                    classes.put(plan.method().frameClass(), FrameClassEmitter.emit(plan, version));
                }
            }
        }
        if (problems.hasErrors()) {
            return new TreeMap<>();
        }
        SerialVersion.keep(owner);
        owner.methods = methods;
        AnnotationVisitor mark = owner.visitAnnotation(RuntimeNames.TRANSFORMED_DESCRIPTOR, false);
        mark.visit("version", version);
        mark.visit("abi", RuntimeNames.ABI);
        mark.visitEnd();
        if (hasTwins) {
            owner.visitAnnotation(TestNames.TWINS_DESCRIPTOR, true).visitEnd();
        }
        try {
            classes.put(owner.name, write(owner));
        } catch (MethodTooLargeException e) {
            reportTooLarge(e);
            return new TreeMap<>();
        } catch (ClassTooLargeException e) {
            problems.report(
                    DiagnosticCode.CLASS_TOO_LARGE,
                    "the rewritten class has " + e.getConstantPoolCount() + " constants, a class file allows 65,535",
                    "move some of its methods to a class of their own");
            return new TreeMap<>();
        }
        return classes;
    }

    private static byte[] write(ClassNode node) {
        ClassWriter out = new ClassWriter(0);
        out.setComputeLimits(MOST_BYTES, MOST_OPERATIONS);
        node.accept(out);
        return out.toByteArray();
    }

    /** Tells whether the body fits into a class file; if not, that is reported. */
    private boolean fits(MethodPlan plan, MethodNode body) {
        CodeSizeEvaluator size = new CodeSizeEvaluator(Opcodes.ASM9, null) {};
        body.accept(size);
        if (size.getMinSize() > LARGEST_METHOD) {
            reportTooLarge(plan.method(), size.getMinSize());
            return false;
        }
        int rows = Math.max(body.tryCatchBlocks.size(), body.localVariables.size());
        if (rows > LARGEST_TABLE) {
            problems.report(
                    DiagnosticCode.BODY_TOO_LARGE,
                    plan.method().method(),
                    "the rewritten body has " + rows
                            + " exception ranges or scopes of variables, since each suspension divides those around it;"
                            + " a class file allows 65,535",
                    SPLIT);
            return false;
        }
        if (size.getMinSize() > largeMethodWarning) {
            problems.report(
                    DiagnosticCode.LARGE_BODY,
                    plan.method().method(),
                    "the rewritten body has " + size.getMinSize()
                            + " bytes: HotSpot never compiles a method of more than " + largeMethodWarning
                            + ", it will be slow",
                    SPLIT);
        }
        return true;
    }

    /** The evaluation is a lower bound, so that the class writer may still find a body too large. */
    private void reportTooLarge(MethodTooLargeException e) {
        plans.values().stream()
                .map(MethodPlan::method)
                .filter(method -> method.bodyName().equals(e.getMethodName())
                        && method.bodyDescriptor().equals(e.getDescriptor()))
                .findFirst()
                .ifPresentOrElse(
                        method -> reportTooLarge(method, e.getCodeSize()),
                        () -> problems.report(
                                DiagnosticCode.BODY_TOO_LARGE,
                                "beside what is added, method " + e.getMethodName() + " has " + e.getCodeSize()
                                        + " bytes, a class file allows 65,535",
                                "move the method, or parts of it, to another class"));
    }

    private void reportTooLarge(AsyncMethod method, int size) {
        problems.report(
                DiagnosticCode.BODY_TOO_LARGE,
                method.method(),
                "the rewritten body has " + size + " bytes, a class file allows 65,535 for a method",
                SPLIT);
    }
}
