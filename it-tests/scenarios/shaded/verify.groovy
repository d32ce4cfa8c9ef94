List source = new File(basedir, 'src/main/java/org/acme/Main.java').readLines()
int line = 1 + source.findIndexOf { it.contains('after(int millis)') } + 1

List printed = ['[after 2, after 1]', '1', '2']
assert run('all') == printed + ['<coroutine Main.after created>', "org.acme.Main.after(Main.java:${line})",
    'dev.reprise.Coroutine']
assert run('relocated') == printed + ['<coroutine Main.after created>', "org.acme.Main.after(Main.java:${line})",
    'org.acme.reprise.Coroutine']

// No class was forgotten, and none names the other package.
assert classesThatName('dev/reprise/', 'all').size() > 50
assert classesThatName('dev/reprise/', 'relocated') == []

List run(String classifier) {
    return evaluate(new File(java)).call('-jar', jar(classifier))
}

File jar(String classifier) {
    return new File(basedir, "target/shaded-1-${classifier}.jar")
}

List classesThatName(String text, String classifier) {
    return new java.util.zip.ZipFile(jar(classifier)).withCloseable { zip ->
        zip.entries().findAll {
            it.name.endsWith('.class') && new String(zip.getInputStream(it).bytes, 'ISO-8859-1').contains(text)
        }*.name
    }
}
