package dev.reprise.it.compilers;

import java.util.List;

/** Methods that groovyc compiled statically. */
class GroovyTest extends LanguageTests {

    GroovyTest() {
        super(new Compiler("groovy", "org.codehaus.groovy.tools.FileSystemCompiler", List.of()), 18);
    }
}
