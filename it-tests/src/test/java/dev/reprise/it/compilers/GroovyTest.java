package dev.reprise.it.compilers;

import dev.reprise.it.support.Compiler;

/** Methods that groovyc compiled statically. */
class GroovyTest extends LanguageTests {

    GroovyTest() {
        super(Compiler.groovy(), 18);
    }
}
