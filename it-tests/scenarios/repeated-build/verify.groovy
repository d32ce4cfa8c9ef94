// Main and test classes: in the first build one of each, in the second none.
assert transformed('1 class, 1 async method') == 2
assert transformed('0 classes, 0 async methods') == 2

int transformed(String what) {
    return new File(basedir, 'build.log').text.count("Reprise: transformed ${what} in ")
}
