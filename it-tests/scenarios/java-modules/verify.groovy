// The library, the application, and its test.
assert count('Reprise: transformed 2 classes, 2 async methods in ') == 1
assert count('Reprise: transformed 1 class, 1 async method in ') == 2
assert count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0') > 0

// The same on the module path: no module opens or exports more than its module-info says.
String modulePath = [jar('application'), jar('library'), runtime].join(File.pathSeparator)
assert evaluate(new File(java)).call('-p', modulePath, '-m', 'org.acme.application/org.acme.application.Main') == [
    'application public secret',
    'module org.acme.application hidden packages [org.acme.application] exports [] opens []',
    'module org.acme.library hidden packages [org.acme.library, org.acme.library.internal] '
        + 'exports [org.acme.library] opens []'
]

String jar(String module) {
    return new File(basedir, "${module}/target/${module}-1.jar").path
}

int count(String text) {
    return new File(basedir, 'build.log').text.count(text)
}
