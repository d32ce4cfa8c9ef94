File whole = new File(basedir, 'whole/target/classes/org/acme')
File changedOnly = new File(basedir, 'changed-only/target/classes/org/acme')
long edited = new File(basedir, 'src/main/java/org/acme/Changed.java').lastModified()

List left = ['Changed$stays$async$0.class', 'Changed.class', 'Unchanged$changed$async$0.class', 'Unchanged.class']

// Compiled as a whole: nothing is left of the method and the class that are gone.
assert whole.list().sort() == left

// Where only changed sources are compiled, nobody deletes the class file of a class that is gone. Its method's frame
// belongs to it and stays too; that of the removed method goes.
assert changedOnly.list().sort() == (left + ['Removed$pass$async$0.class', 'Removed.class']).sort()

// The rest is neither stale nor touched.
left.each { name ->
    assert new File(changedOnly, name).bytes == new File(whole, name).bytes
    assert (new File(changedOnly, name).lastModified() > edited) == name.startsWith('Changed')
}

// Old and new classes work together.
assert run(whole) == ['unchanged after']
assert run(changedOnly) == ['unchanged after']

List run(File classes) {
    String classPath = [classes.parentFile.parentFile, runtime].join(File.pathSeparator)
    return evaluate(new File(java)).call('-cp', classPath, 'org.acme.Unchanged')
}
