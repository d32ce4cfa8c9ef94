// The two libraries and the test.
assert count('Reprise: transformed 1 class, 1 async method in ') == 3
assert count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0') > 0

// Maven would say so if the plugin were not safe to run in parallel.
assert count('not marked as thread-safe') == 0

int count(String text) {
    return new File(basedir, 'build.log').text.count(text)
}
