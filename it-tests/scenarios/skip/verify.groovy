assert skipped() == 2

// javac's one class, and no frame beside it.
assert new File(basedir, 'target/classes/org/acme').list() == ['Skipped.class'] as String[]

int skipped() {
    return new File(basedir, 'build.log').text.count('Reprise: skipped')
}
