// Main and test classes were found and rewritten, and work.
assert count('Reprise: transformed 1 class, 1 async method in ') == 2
assert count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0') > 0

int count(String text) {
    return new File(basedir, 'build.log').text.count(text)
}
