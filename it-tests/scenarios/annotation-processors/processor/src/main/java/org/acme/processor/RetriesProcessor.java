package org.acme.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Writes a class with {@code @Async} methods. */
@SupportedAnnotationTypes("org.acme.processor.Retries")
public final class RetriesProcessor extends AbstractProcessor {

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        ElementFilter.typesIn(round.getElementsAnnotatedWith(Retries.class)).forEach(this::write);
        return true;
    }

    private void write(TypeElement type) {
        String name = "Retrying" + type.getSimpleName();
        StringBuilder methods = new StringBuilder();
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            methods.append(method(method.getSimpleName().toString()));
        }
        String source = """
                package %1$s;
                import static dev.reprise.Coroutine.await;
                import static dev.reprise.Generator.emit;
                import dev.reprise.*;
                final class %2$s implements %3$s {
                    private final %3$s inner;
                    %2$s(%3$s inner) { this.inner = inner; }
                %4$s
                    @Async Generator<String> wrong() {
                        emit(1); // a warning
                        return Generator.done();
                    }
                }
                """.formatted(packageOf(type), name, type.getSimpleName(), methods);
        try (Writer writer = processingEnv
                .getFiler()
                .createSourceFile(packageOf(type) + "." + name, type)
                .openWriter()) {
            writer.write(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String method(String name) {
        return """
                @Override @Async public Coroutine<String> %1$s() {
                    try {
                        return Coroutine.of(await(inner.%1$s()));
                    } catch (RuntimeException e) {
                        return Coroutine.of(await(inner.%1$s()));
                    }
                }
            """.formatted(name);
    }

    private Element packageOf(TypeElement type) {
        return processingEnv.getElementUtils().getPackageOf(type);
    }
}
