import javax.xml.parsers.DocumentBuilderFactory
import org.w3c.dom.Element

def suspending = coverage('org/acme/suspending', 'Work.java')
def blocking = coverage('org/acme/blocking', 'Work.java')
def source = lines('suspending')

// Both sides are one text, so that what JaCoCo says of the untransformed one holds for the other.
assert source.size() == lines('blocking').size()
assert withoutHeader(source) == withoutHeader(lines('blocking'))
assert blocking.values().any { it.executed } && blocking.values().any { !it.executed }

// The same lines have code, and the same ones were executed. JaCoCo notices that a line is left by its end or by a
// suspension, but not that it is left by an exception.
def leftByAnException = source.findIndexOf { it.contains('String result = await(name);') } + 1
assert !blocking[leftByAnException].executed
blocking[leftByAnException].executed = true
assert executed(suspending) == executed(blocking)

// No branches are added but two at an await, and where a coroutine is returned: it suspends, or its child has ended.
suspending.each { number, line ->
    int awaits = source[number - 1].count('await(') + source[number - 1].count('return name;')
    assert line.branches == blocking[number].branches + 2 * awaits : "line $number"
}

// The dispatch adds a branch for the start and one for each await. A static method can be called directly, and looks first whether
// it was and, if it awaits, whether that nests too deep. All that belongs to no line.
[sum: 2, twice: 0, guarded: 1, failing: 1, chosen: 3, 'lambda$0': 2].each { method, awaits ->
    int ofDispatch = awaits == 0 ? 0 : awaits + 1
    int ofEntry = method in ['sum', 'lambda$0'] ? 0 : awaits == 0 ? 2 : 4
    int ofSource = branches('blocking', method.startsWith('lambda') ? 'lambda$lambda$0' : method)
    assert branches('suspending', "lambda\$$method\$async") == ofSource + 2 * awaits + ofDispatch + ofEntry : method
}

// A coroutine that was created and never run has run nothing.
assert executed(coverage('org/acme/suspending', 'Dropped.java')).values().toSet() == [false].toSet()

// The table in the documents is this report.
def documented = new File(basedir, '../../../../docs/debugging.md').readLines().findAll { it ==~ /\| \d+ \| `.*/ }
assert documented.size() > 5
documented.each { row ->
    def cells = row.replace('**', '').split(/\|/, -1)*.trim()
    int number = cells[1] as int
    assert cells[2].replace('`', '').trim() == source[number - 1].trim()
    assert cells[3..6] == suspending[number].counts + blocking[number].counts : "line $number"
}

// No frame class, trampoline or entry: the bodies alone. Those of static methods end with the ABI, since other classes look for them.
assert elements(report(), 'class').findAll { it.getAttribute('name').contains('suspending') }
        .collect { it.getAttribute('name') }.sort() == ['org/acme/suspending/Dropped', 'org/acme/suspending/Work']
assert methods('org/acme/suspending/Dropped') == ['<init>', 'lambda$greet$async$4']
assert methods('org/acme/suspending/Work') == [
    '<init>', 'lambda', 'lambda$chosen$async$4', 'lambda$failing$async$4', 'lambda$guarded$async$4',
    'lambda$lambda$0$async$5', 'lambda$sum$async$0', 'lambda$twice$async$4']

Element report() {
    def factory = DocumentBuilderFactory.newInstance()
    // The report names a DTD that is not beside it.
    factory.setFeature('http://apache.org/xml/features/nonvalidating/load-external-dtd', false)
    return factory.newDocumentBuilder().parse(new File(basedir, 'target/site/jacoco/jacoco.xml')).documentElement
}

List<Element> elements(Element parent, String name) {
    def found = parent.getElementsByTagName(name)
    return (0..<found.length).collect { found.item(it) }
}

/** What the report says of each line of a source that has code. */
Map<Integer, Map> coverage(String folder, String file) {
    def ofPackage = elements(report(), 'package').find { it.getAttribute('name') == folder }
    def ofFile = elements(ofPackage, 'sourcefile').find { it.getAttribute('name') == file }
    return elements(ofFile, 'line').collectEntries {
        def count = { name -> it.getAttribute(name) as int }
        int branches = count('mb') + count('cb')
        def instructionCounts = "${count('mi')} / ${count('ci')}" as String
        def branchCounts = branches == 0 ? '' : "${count('mb')} / ${count('cb')}" as String
        [count('nr'), [executed: count('ci') > 0, branches: branches, counts: [instructionCounts, branchCounts]]]
    }
}

Map<Integer, Boolean> executed(Map<Integer, Map> coverage) {
    return coverage.collectEntries { number, line -> [number, line.executed] }
}

List<String> methods(String className) {
    def ofClass = elements(report(), 'class').find { it.getAttribute('name') == className }
    return elements(ofClass, 'method').collect { it.getAttribute('name') }.sort()
}

int branches(String side, String prefix) {
    def ofClass = elements(report(), 'class').find { it.getAttribute('name') == "org/acme/$side/Work" }
    def ofMethod = elements(ofClass, 'method').find { it.getAttribute('name').startsWith(prefix) }
    def counter = elements(ofMethod, 'counter').find { it.getAttribute('type') == 'BRANCH' }
    return counter ? (counter.getAttribute('missed') as int) + (counter.getAttribute('covered') as int) : 0
}

List<String> lines(String side) {
    return new File(basedir, "src/main/java/org/acme/$side/Work.java").readLines()
}

List<String> withoutHeader(List<String> lines) {
    return lines.dropWhile { !it.startsWith('/**') }
}
