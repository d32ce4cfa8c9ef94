// All errors of both modules are reported, in javac's form, at the lines that say so.
List sources = ['first/src/main/java/org/acme/Wrong.java', 'first/src/main/java/org/acme/AlsoWrong.java',
    'second/src/main/java/org/acme/WrongToo.java'].collect { new File(basedir, it) }
sources.each { source ->
    source.readLines().eachWithIndex { line, index ->
        if (line.contains('// an error')) {
            assert logged("[ERROR] ${source.path}:${index + 1}: error: ")
        }
    }
}
assert logged('Reprise: 4 errors, no class was rewritten')
assert logged('Reprise: 1 error, no class was rewritten')

// Nothing is written, not even to the class without an error.
assert files('first/target/classes').keySet() == ['AlsoWrong.class', 'Right.class', 'Wrong.class'] as Set
assert files('first/target/classes') == files('first/javac/classes')
assert files('second/target/classes') == files('second/javac/classes')

boolean logged(CharSequence text) {
    return new File(basedir, 'build.log').text.contains(text)
}

/** The files' contents, by name. */
Map files(String folder) {
    Map contents = new TreeMap()
    new File(basedir, folder).eachFileRecurse(groovy.io.FileType.FILES) {
        contents[it.name] = it.bytes.encodeHex().toString()
    }
    return contents
}
