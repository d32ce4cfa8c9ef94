package dev.reprise.it.sources

import dev.reprise.Async
import dev.reprise.Coroutine
import dev.reprise.it.differential.Probe
import groovy.transform.CompileStatic
import java.util.function.Function

import static dev.reprise.Coroutine.suspend

@CompileStatic
class GroovyRefused {

    Probe p

    GroovyRefused() {
        Coroutine.await(p.value(1)) // error: await in a constructor => static @Async method
    }

    Coroutine<Integer> withoutTheAnnotation() {
        return Coroutine.of(Coroutine.await(p.value(1))) // error: await in a method without @Async => annotate the method
    }

    @Async
    Coroutine<Integer> inGroovysOwnWay() {
        return Coroutine.of(await(p.value(1))) // error: await is a keyword of Groovy 6 => write Coroutine.await
    }

    @Async
    Coroutine<Integer> inAClosureOfAnotherType() {
        Closure<Integer> closure = { Integer n -> Coroutine.await(p.value(n)) } // error: a lambda that awaits must return a Coroutine => return Coroutine.of(v)
        return Coroutine.of(closure.call(1))
    }

    @Async
    Coroutine<Integer> inALambdaWhoseTypeGroovyErases() {
        Function<Integer, Coroutine<Integer>> lambda = (Integer n) -> Coroutine.of(Coroutine.await(p.value(n))) // error: a lambda that awaits must return a Coroutine => return Coroutine.of(v)
        return lambda.apply(1)
    }

    @Async
    Coroutine<Integer> whileAMonitorIsHeld() {
        synchronized (p) {
            return Coroutine.of(Coroutine.await(p.value(1))) // error: suspension inside synchronized => leave the block
        }
    }

    @Async
    Coroutine<Integer> tailAwaitInsideTry() {
        try {
            return withoutTheAnnotation() // error: inside try => Coroutine.of(await(
        } finally {
            p.log('finally')
        }
    }
}

class GroovyRefusedDynamically {

    @Async
    static Coroutine<Integer> dynamic(Probe p) {
        return Coroutine.of(1 + Coroutine.await(p.value(2))) // error: await in a dynamic call of Groovy's => @CompileStatic
    }

    @Async
    static Coroutine<Object> imported(Probe p) {
        return Coroutine.of(suspend(p.token('t'))) // error: suspend in a dynamic call of Groovy's => @CompileStatic
    }

    static Coroutine<Integer> withoutTheAnnotation(Probe p) {
        return Coroutine.of(Coroutine.await(p.value(2)))
    }
}
