// The main class and the test class were each transformed, and the transformed test passed.
assert count('Reprise: transformed 1 class, 1 async method in ') == 2
assert count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0') > 0

// The program ran both greetings concurrently.
assert program() == ['hello ada', 'hello grace', 'goodbye grace', 'goodbye ada', '[ADA, GRACE]']

// Functions, so that a failed assertion does not print the whole log.
List log() {
    return new File(basedir, 'build.log').readLines()
}

int count(String text) {
    return log().count { it.contains(text) }
}

/** What the program printed: the last such lines, for the test printed some too. */
List program() {
    return log().findAll { it ==~ /(hello|goodbye) \w+|\[\w+, \w+]/ }.takeRight(5)
}
