package dev.reprise.it.sources

import dev.reprise.Async
import dev.reprise.Coroutine
import dev.reprise.it.differential.Probe
import groovy.transform.CompileStatic

// What groovyc compiles differently from javac, statically: casts, truth, spread and safe operators, closures.

@CompileStatic
class Tracked implements AutoCloseable {
    final Probe p
    final String name

    Tracked(Probe p, String name) {
        this.p = p
        this.name = name
        p.log("open " + name)
    }

    @Override
    void close() {
        p.log("close " + name)
    }
}

@CompileStatic
trait Greeting {
    abstract String getTitle()

    String greeting() {
        "hello " + title
    }
}

@CompileStatic
class Person implements Greeting {
    String title
    int visits

    @Async
    Coroutine<String> visit(Probe p) {
        visits += Coroutine.await(p.value(1))
        title = title + Coroutine.await(p.value('!'))
        return Coroutine.of(greeting() + visits)
    }
}

@CompileStatic
class GroovyBodies {

    @Async
    static Coroutine<Integer> arithmetic(Probe p) {
        int n = 1 + Coroutine.await(p.value(2)) * Coroutine.await(p.value(3))
        n += Coroutine.await(p.value(4))
        n <<= Coroutine.await(p.value(1))
        return Coroutine.of(n - (Coroutine.await(p.value(5)) as int))
    }

    @Async
    static Coroutine<String> strings(Probe p) {
        int n = Coroutine.await(p.value(1))
        String s = "n = $n, ${Coroutine.await(p.value('text'))}"
        s += 'plus ' + Coroutine.await(p.value(2L))
        return Coroutine.of(s)
    }

    @Async
    static Coroutine<String> construction(Probe p) {
        def built = new StringBuilder(Coroutine.await(p.value('built'))).append(new String(Coroutine.await(p.value('inner'))))
        return Coroutine.of(built.reverse().toString())
    }

    @Async
    static Coroutine<Object> listsAndMaps(Probe p) {
        List<Object> list = [1, Coroutine.await(p.value('two')), [three: Coroutine.await(p.value(3))]] as List<Object>
        list << Coroutine.await(p.value(4))
        Map<String, Integer> map = [a: 1]
        map['b'] = Coroutine.await(p.value(5))
        return Coroutine.of([list, map] as Object)
    }

    @Async
    static Coroutine<String> truthAndElvis(Probe p) {
        String nothing = Coroutine.await(p.<String>value(null))
        String a = nothing ?: Coroutine.await(p.value('elvis'))
        String b = nothing?.trim() ?: 'safe'
        if (Coroutine.await(p.value('true')) && !Coroutine.await(p.value(''))) {
            a += Coroutine.await(p.value('!'))
        }
        return Coroutine.of(a + b)
    }

    @Async
    static Coroutine<Integer> loops(Probe p) {
        int sum = 0
        for (int i = 0; i < Coroutine.await(p.value(3)); i++) {
            sum += Coroutine.await(p.value(i))
        }
        for (Integer n in [1, 2, 3]) {
            if (n == 2) {
                continue
            }
            sum += n * Coroutine.await(p.value(10))
        }
        for (n in 1..2) {
            sum += Coroutine.await(p.value(n))
        }
        outer:
        while (true) {
            while (true) {
                if (Coroutine.await(p.value(sum)) > 0) {
                    break outer
                }
            }
        }
        return Coroutine.of(sum)
    }

    @Async
    static Coroutine<String> switches(Probe p) {
        String out = ''
        for (Object o in [1, 'two', 3.5d, null]) {
            switch (Coroutine.await(p.value(o))) {
                case 1:
                    out += Coroutine.await(p.value('one'))
                    break
                case String:
                    out += Coroutine.await(p.value('string'))
                    break
                case null:
                    out += 'null'
                    break
                default:
                    out += Coroutine.await(p.value('other'))
            }
        }
        return Coroutine.of(out)
    }

    @Async
    static Coroutine<String> tries(Probe p) {
        String out = ''
        try {
            out += Coroutine.await(p.value('try'))
            Coroutine.await(p.fail(new IOException('caught')))
        } catch (IllegalStateException | IllegalArgumentException e) {
            out += 'wrong handler'
        } catch (IOException e) {
            out += Coroutine.await(p.value(e.message))
        } finally {
            out += Coroutine.await(p.value('finally'))
        }
        return Coroutine.of(out)
    }

    @Async
    static Coroutine<String> returnThroughFinally(Probe p) {
        try {
            return Coroutine.of(Coroutine.await(p.value('returned')))
        } finally {
            p.log(Coroutine.await(p.value('finally')))
        }
    }

    @Async
    static Coroutine<String> resources(Probe p) {
        try (Tracked a = new Tracked(p, Coroutine.await(p.value('a'))); Tracked b = new Tracked(p, 'b')) {
            return Coroutine.of(a.name + b.name + Coroutine.await(p.value('!')))
        }
    }

    @Async
    static Coroutine<Integer> arrays(Probe p) {
        int[] a = [1, 2, 3] as int[]
        a[Coroutine.await(p.value(1))] = Coroutine.await(p.value(20))
        a[0] += Coroutine.await(p.value(5))
        return Coroutine.of(a[0] + a[1] + a[Coroutine.await(p.value(2))])
    }

    @Async
    static Coroutine<Object> casts(Probe p) {
        long wide = Coroutine.await(p.value(1)) as long
        double real = (double) Coroutine.await(p.value(2))
        Integer boxed = Coroutine.await(p.value(3))
        String s = Coroutine.await(p.<Object>value('s')) as String
        return Coroutine.of([wide, real, boxed, s] as Object)
    }

    @Async
    static Coroutine<String> objects(Probe p) {
        Person person = new Person(title: Coroutine.await(p.value('you')))
        return Coroutine.of(Coroutine.await(person.visit(p)) + Coroutine.await(person.visit(p)))
    }

    @Async
    static Coroutine<String> closuresBesideAwaits(Probe p) {
        int n = Coroutine.await(p.value(2))
        List<Integer> doubled = [1, 2, 3].collect { Integer it -> it * n }
        return Coroutine.of(doubled.toString() + Coroutine.await(p.value(doubled.size())))
    }

    @Async
    static Coroutine<Integer> changedByAClosure(Probe p) {
        int count = Coroutine.await(p.value(1))
        Closure<Integer> increment = { count++ }
        increment.call()
        count += Coroutine.await(p.value(10))
        increment.call()
        return Coroutine.of(count + Coroutine.await(p.value(100)))
    }

    @Async
    static Coroutine<Integer> closureThatReturnsACoroutine(Probe p) {
        int calls = 0
        Closure<Coroutine<Integer>> closure = { Integer n ->
            calls++
            Coroutine.of((n as int) + (Coroutine.await(p.value(10)) as int))
        }
        return Coroutine.of(Coroutine.await(closure.call(1)) + Coroutine.await(closure.call(2)) + calls)
    }

    @Async
    static Coroutine<String> withDefault(Probe p, int a, String b = 'b') {
        return Coroutine.of(b + Coroutine.await(p.value(a)))
    }

    @Async
    static Coroutine<String> defaultArguments(Probe p) {
        return Coroutine.of(Coroutine.await(withDefault(p, 1)) + Coroutine.await(withDefault(p, 2, Coroutine.await(p.value('c')))))
    }

    @Async
    static Coroutine<String> tailAwait(Probe p) {
        p.log(Coroutine.await(p.value('before')))
        return withDefault(p, 3)
    }

    @Async
    static Coroutine<String> implicitReturn(Probe p) {
        String s = Coroutine.await(p.value('implicit'))
        Coroutine.of(s + Coroutine.await(p.value(1)))
    }

    @Async
    static Coroutine<String> thrown(Probe p) {
        throw new IOException(Coroutine.await(p.value('thrown')))
    }
}
