package dev.reprise.it.sources

import dev.reprise.Async
import dev.reprise.Coroutine
import dev.reprise.Coroutine.await
import dev.reprise.it.differential.Probe

class KotlinRefused(private val p: Probe) {

    private val inAnInitialiser = await(p.value(1)) // error: await in a constructor => static @Async method

    val inAGetter: Int
        get() = await(p.value(1)) // error: await in a method without @Async => annotate the method

    fun withoutTheAnnotation(): Coroutine<Int> = Coroutine.of(await(p.value(1))) // error: await in a method without @Async => annotate the method

    inline fun inAnInlineFunction(body: (Int) -> Int): Int = body(await(Coroutine.of(1))) // error: await in a method without @Async => annotate the method

    @Async
    fun ofAnotherType(): Int = 1 // error: an @Async method must return Coroutine => declare it to return

    @Async
    suspend fun ofKotlinsOwnKind(): Coroutine<Int> = Coroutine.of(await(p.value(1))) // error: an @Async method must return Coroutine => declare it to return

    @Async
    fun inALambdaOfAnotherType(): Coroutine<Int> {
        val lambda: () -> Int = { await(p.value(1)) } // error: a lambda that awaits must return a Coroutine => return Coroutine.of(v)
        return Coroutine.of(lambda() + await(p.value(2)))
    }

    @Async
    fun inALazyValue(): Coroutine<Int> {
        val lazy by lazy { await(p.value(1)) } // error: a lambda that awaits must return a Coroutine => return Coroutine.of(v)
        return Coroutine.of(lazy + await(p.value(2)))
    }

    @Async
    fun whileAMonitorIsHeld(): Coroutine<Int> = Coroutine.of(
        synchronized(p) {
            await(p.value(1)) // error: suspension inside synchronized => leave the block
        },
    )

    @Async
    fun tailAwaitInsideTry(): Coroutine<Int> {
        try {
            return tail() // error: inside try => Coroutine.of(await(
        } finally {
            p.log("finally")
        }
    }

    @Async
    fun tail(): Coroutine<Int> = Coroutine.of(await(p.value(1)))

    @Async
    fun inAnArgumentByDefault(a: Int = await(p.value(1))): Coroutine<Int> = Coroutine.of(a) // error: await in a method without @Async => annotate the method
}
