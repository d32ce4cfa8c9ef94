// The second build did it, which did not know the dependency.
assert new File(basedir, 'build.log').text.count('Reprise: transformed 1 class, 2 async methods in ') == 1

// A missing class is missed where it is used, as without the transformer; where it is there, all works.
assert run(runtime, 'application') == ['plain', 'no org/acme/feature/Feature']
assert run(runtime, 'application', 'feature') == ['plain', 'feature, plain, feature']

List run(String... path) {
    String classPath = path.collect { new File(it).absolute ? it : new File(basedir, "${it}/target/classes").path }
        .join(File.pathSeparator)
    return evaluate(new File(java)).call('-cp', classPath, 'org.acme.Main')
}
