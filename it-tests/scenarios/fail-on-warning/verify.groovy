String log = new File(basedir, 'build.log').text

// The warning is printed whether it fails the build or not, and the one that is suppressed never is.
[main: 'Greeter', test: 'GreeterTest'].each { folder, name ->
    File source = new File(basedir, "src/$folder/java/org/acme/${name}.java")
    int line = 1 + source.readLines().findIndexOf { it.contains('// a warning') }
    assert log.count("[WARNING] ${source.path}:$line: warning: [never-awaited] the coroutine that greet returns") == 2
}
assert log.count('[never-awaited]') == 4
assert log.count('Reprise: 1 warning with failOnWarning, no class was rewritten') >= 2

// Where it fails the build, nothing is written.
assert files('target/classes') == files('javac/classes')
assert files('tests/test-classes') == files('javac/test-classes')

// Where it does not, the classes are rewritten.
assert files('passed/classes').keySet() == ['Greeter.class', 'Greeter$greet$async$0.class'] as Set
assert files('passed/test-classes').keySet() == ['GreeterTest.class', 'GreeterTest$greet$async$0.class'] as Set

/** The files' contents, by name. */
Map files(String folder) {
    Map contents = new TreeMap()
    new File(basedir, folder).eachFileRecurse(groovy.io.FileType.FILES) {
        contents[it.name] = it.bytes.encodeHex().toString()
    }
    return contents
}
