// Main and test classes: in the builds that compile one of each, in the second none.
assert count('Reprise: transformed 1 class, 1 async method in ') == 4
assert count('Reprise: transformed 0 classes, 0 async methods in ') == 2

// Two classes, their frames, and the one that compares.
assert count('compared times of 5 files') == 1
assert count('compared contents of 5 files') == 1

int count(String text) {
    return new File(basedir, 'build.log').text.count(text)
}
