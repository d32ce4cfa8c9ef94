package dev.reprise.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassPatternsTest {

    @ParameterizedTest
    @CsvSource({
        "**,                     org/acme/Foo.class,         true",
        "**/model/**,            org/acme/model/Foo.class,   true",
        "**/model/**,            model/Foo.class,            true",
        "**/model/**,            org/acme/model/a/Foo.class, true",
        "**/model/**,            org/acme/models/Foo.class,  false",
        "**/model/**,            org/acme/model.class,       false",
        "**/Foo.class,           Foo.class,                  true",
        "**/Foo.class,           org/acme/Foo.class,         true",
        "**/Foo.class,           org/acme/BigFoo.class,      false",
        "**/Foo*.class,          org/acme/Foo$Inner.class,   true",
        "*.class,                Foo.class,                  true",
        "*.class,                org/Foo.class,              false",
        "org/*/Foo.class,        org/acme/Foo.class,         true",
        "org/*/Foo.class,        org/acme/a/Foo.class,       false",
        "org/acme/,              org/acme/a/Foo.class,       true",
        "org/acme/,              org/acmes/Foo.class,        false",
        "org/acme/**,            org/acme/Foo.class,         true",
        "org/**/Foo.class,       org/Foo.class,              true",
        "org\\acme\\**,          org/acme/Foo.class,         true",
        "**/Fo?.class,           org/Foo.class,              true",
        "**/Fo?.class,           org/Fooo.class,             false",
        "org/acme/Foo.class,     org/acme/FooXclass,         false",
        "org/acme/Foo$1.class,   org/acme/Foo$1.class,       true",
    })
    void matches_as_ant_does(String pattern, String path, boolean expected) {
        assertEquals(expected, new ClassPatterns(List.of(pattern), List.of()).test(path));
    }

    @Test
    void without_patterns_all_is_selected() {
        assertTrue(new ClassPatterns(List.of(), List.of()).test("org/acme/Foo.class"));
    }

    @Test
    void one_of_several_includes_is_enough() {
        var patterns = new ClassPatterns(List.of("a/**", "b/**"), List.of());
        assertTrue(patterns.test("b/Foo.class"));
        assertFalse(patterns.test("c/Foo.class"));
    }

    @Test
    void an_exclude_wins_over_an_include() {
        var patterns = new ClassPatterns(List.of("org/**"), List.of("**/model/**"));
        assertTrue(patterns.test("org/Foo.class"));
        assertFalse(patterns.test("org/model/Foo.class"));
    }
}
