// Two libraries, the test jar of one of them, and two modules' tests.
assert count('Reprise: transformed 1 class, 1 async method in ') == 5
assert count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time') == 2

// Nothing is said of folders that are not there: of the parent, of what has no classes or no tests.
assert count('Reprise: ') == 5
assert count(':transform (default) @ no-classes') == 1
assert count(':transform-tests (default) @ no-classes') == 1

// Maven would say so if the plugin were not safe to run in parallel.
assert count('not marked as thread-safe') == 0

int count(String text) {
    return new File(basedir, 'build.log').text.count(text)
}
