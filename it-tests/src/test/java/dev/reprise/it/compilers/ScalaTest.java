package dev.reprise.it.compilers;

import dev.reprise.it.support.Compiler;
import java.util.List;

/** Methods of objects, classes and traits that scalac compiled. */
class ScalaTest extends LanguageTests {

    ScalaTest() {
        super(new Compiler("scala", "dotty.tools.dotc.Main", List.of()), 30);
    }
}
