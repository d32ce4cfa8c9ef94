List classes = new File(basedir, 'target/classes/org/acme').list().sort()

// What is left is the class and the frame of its remaining method.
assert classes.size() == 2
assert classes.contains('Changed.class')
assert classes.any { it.contains('stays$async$') }
