package dev.reprise.junit;

import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Gives each test an event loop, and judges what the test leaves on it. The build registers it for each class with tests that
 * await; on another class, {@code @ExtendWith(AsyncExtension.class)} does.
 *
 * <p>{@code @BeforeEach} and {@code @AfterEach} methods share the loop of their test; {@code @BeforeAll} and {@code @AfterAll}
 * methods share one that no test has. A parameter of such a method may be the {@link EventLoop} or its {@link VirtualTime}.
 */
public final class AsyncExtension
        implements InvocationInterceptor, AfterEachCallback, AfterAllCallback, ParameterResolver {

    /** For JUnit. */
    public AsyncExtension() {}

    /** Asked for with the context's own name, since a store also looks in that of the class. */
    private static TestRun runOf(ExtensionContext context) {
        return store(context)
                .computeIfAbsent(context.getUniqueId(), id -> new TestRun(Settings.of(context)), TestRun.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(AsyncExtension.class));
    }

    // -------------------------------------------------------------------------------------------------------- methods

    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        intercept(call, method, context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        intercept(call, method, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        intercept(call, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        intercept(call, method, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        intercept(call, method, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<@Nullable Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        intercept(call, method, context);
    }

    private static void intercept(
            Invocation<@Nullable Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        runOf(context).during(method.getExecutable().getName(), call::proceed);
    }

    // ------------------------------------------------------------------------------------------------------------ end

    @Override
    public void afterEach(ExtensionContext context) {
        finish(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        finish(context);
    }

    private static void finish(ExtensionContext context) {
        TestRun run = store(context).remove(context.getUniqueId(), TestRun.class);
        if (run != null) {
            run.finish(context.getExecutionException().isPresent());
        }
    }

    // ----------------------------------------------------------------------------------------------------- parameters

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return parameter.getDeclaringExecutable() instanceof Method
                && (type == EventLoop.class || type == VirtualTime.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestRun run = runOf(context);
        if (parameter.getParameter().getType() == EventLoop.class) {
            return run.loop();
        }
        return run.time()
                .orElseThrow(() -> new ParameterResolutionException(context.getDisplayName()
                        + " has a parameter of VirtualTime, but runs on real time: remove the parameter, or the time"
                        + " of its @TestLoop"));
    }
}
