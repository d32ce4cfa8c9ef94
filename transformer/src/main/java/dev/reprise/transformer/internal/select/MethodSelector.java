package dev.reprise.transformer.internal.select;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.asm.TestNames;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the methods of a class that are to be rewritten: annotated ones, and lambdas whose body can suspend. */
public final class MethodSelector {

    private static final String LAMBDA_PREFIX = GeneratedNames.LAMBDA_PREFIX;

    /** In the names that kotlinc and scalac give to lambdas; some of these methods are called by what they generate. */
    private static final List<String> LAMBDA_INFIXES = List.of("$lambda$", "$anonfun$");

    /** The method that is the lambda, in the classes that groovyc and kotlinc make of some: by their superclass. */
    private static final Map<String, String> METHOD_OF_LAMBDA_CLASS =
            Map.of("groovy/lang/Closure", "doCall", "kotlin/jvm/internal/Lambda", "invoke");

    private final ClassNode owner;
    private final MethodValidator validator;
    private final GroovyCalls groovy;
    private final GeneratedNames names;

    public MethodSelector(ClassNode owner, Problems problems) {
        this.owner = owner;
        this.validator = new MethodValidator(problems);
        this.groovy = new GroovyCalls(problems);
        this.names = new GeneratedNames(owner, problems);
    }

    public List<AsyncMethod> select() {
        Set<String> lambdas = lambdaBodies();
        List<AsyncMethod> selected = new ArrayList<>();
        for (MethodNode method : owner.methods) {
            boolean lambda = lambdas.contains(method.name + method.desc);
            boolean annotated = isAnnotated(method);
            validator.checkReferences(method);
            if (annotated || lambda) {
                groovy.check(method);
            }
            if (annotated && (method.access & Opcodes.ACC_ABSTRACT) != 0) {
                validator.checkAbstract(method);
            } else if ((annotated || (lambda && suspends(method))) && validator.accepts(method, lambda)) {
                AsyncMethod named = names.of(method, selected.size());
                if (names.accepts(named)) {
                    GivingWay.simplify(method);
                    selected.add(named);
                }
            } else if (!annotated && !lambda) {
                validator.checkNeverSuspends(method);
            }
        }
        return DirectCalls.mark(selected);
    }

    private static boolean suspends(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (Instructions.intrinsicCalledBy(instruction) != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnnotated(MethodNode method) {
        // javac copies annotations to bridges, which only delegate
        return (method.access & Opcodes.ACC_BRIDGE) == 0
                && (hasAsync(method.invisibleAnnotations) || hasAsync(method.visibleAnnotations));
    }

    private static boolean hasAsync(List<AnnotationNode> annotations) {
        return Objects.requireNonNullElse(annotations, List.<AnnotationNode>of()).stream()
                .anyMatch(annotation -> annotation.desc.equals(RuntimeNames.ASYNC_DESCRIPTOR)
                        || annotation.desc.equals(TestNames.ASYNC_TEST_DESCRIPTOR));
    }

    /**
     * Returns the bodies of lambdas, as name + descriptor. Of javac's class files these are the synthetic methods that an
     * invokedynamic names, or would name if javac had not left out code that can never run.
     */
    private Set<String> lambdaBodies() {
        Set<String> named = new HashSet<>();
        for (MethodNode method : owner.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof InvokeDynamicInsnNode dynamic) {
                    for (Object argument : dynamic.bsmArgs) {
                        if (argument instanceof Handle handle
                                && handle.getOwner().equals(owner.name)) {
                            named.add(handle.getName() + handle.getDesc());
                        }
                    }
                }
            }
        }
        Set<String> bodies = new HashSet<>();
        for (MethodNode method : owner.methods) {
            boolean ofJavac = (method.access & Opcodes.ACC_SYNTHETIC) != 0
                    && (named.contains(method.name + method.desc) || method.name.startsWith(LAMBDA_PREFIX));
            if ((method.access & Opcodes.ACC_BRIDGE) == 0 && (ofJavac || isLambdaOfAnotherCompiler(method))) {
                bodies.add(method.name + method.desc);
            }
        }
        return bodies;
    }

    private boolean isLambdaOfAnotherCompiler(MethodNode method) {
        return LAMBDA_INFIXES.stream().anyMatch(method.name::contains)
                || method.name.equals(METHOD_OF_LAMBDA_CLASS.get(owner.superName));
    }
}
