assert transformed('1 class, 1 async method')

// A transformed class has a frame beside it.
assert classes('org/acme/server') == 2 // included
assert classes('org/acme/model') == 1 // included and excluded
assert classes('org/other') == 1 // not included

boolean transformed(String what) {
    return new File(basedir, 'build.log').text.contains("Reprise: transformed ${what} in ")
}

int classes(String folder) {
    return new File(basedir, 'target/classes/' + folder).list().length
}
