File source = new File(basedir, 'src/main/java/org/acme/Wrong.java')

// Both errors are reported, in javac's form, at the lines that say so.
source.readLines().eachWithIndex { line, index ->
    if (line.contains('// an error')) {
        assert logged("[ERROR] ${source.path}:${index + 1}: error: ")
    }
}
assert logged('Reprise: 2 errors, no class was rewritten')

// Nothing is written, not even to the class without an error.
assert files('target/classes').keySet() == ['Right.class', 'Wrong.class'] as Set
assert files('target/classes') == files('javac/classes')

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
