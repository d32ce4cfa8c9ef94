File source = new File(basedir,
    'application/target/generated-sources/annotations/org/acme/RetryingStore.java')
int line = 1 + source.readLines().findIndexOf { it.contains('// a warning') }

// The class with Lombok's code and the generated one; the tests of both passed.
assert logged('Reprise: transformed 2 classes, 6 async methods in ')
assert logged('Tests run: 5, Failures: 0, Errors: 0, Skipped: 0')

// A diagnostic leads to the generated source.
assert logged("[WARNING] ${source.path}:${line}: warning: ")

boolean logged(CharSequence text) {
    return new File(basedir, 'build.log').text.contains(text)
}
