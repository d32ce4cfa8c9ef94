package dev.reprise.benchmarks.kotlin

import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/** Takes the results of coroutines. */
internal class Sum : Continuation<Long> {

    var sum = 0L

    override val context: CoroutineContext
        get() = EmptyCoroutineContext

    override fun resumeWith(result: Result<Long>) {
        sum += result.getOrThrow()
    }
}
