package dev.reprise.it.compilers;

import dev.reprise.it.support.Compiler;
import java.util.List;

/** Functions that kotlinc compiled. */
class KotlinTest extends LanguageTests {

    KotlinTest() {
        super(
                new Compiler(
                        "kotlin",
                        "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                        List.of("-no-stdlib", "-no-reflect", "-jvm-target", "17")),
                35);
    }
}
