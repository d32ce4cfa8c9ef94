package dev.reprise.benchmarks.kotlin

import dev.reprise.benchmarks.harness.Program
import dev.reprise.benchmarks.harness.Ring
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/** A coroutine that starts another one, waits for its end and takes its result. */
class Spawn : Program {

    private val ready = Ring<Continuation<Unit>>()

    override fun run(times: Int): Long {
        val sum = Sum()
        val parent: suspend () -> Long = { parent(times) }
        ready.add(parent.createCoroutineUnintercepted(sum))
        while (!ready.isEmpty) {
            ready.remove().resume(Unit)
        }
        return sum.sum
    }

    private suspend fun parent(times: Int): Long {
        var sum = 0L
        for (i in 0 until times) {
            val child: suspend () -> Int = { child(i) }
            val job = Job(ready)
            ready.add(child.createCoroutineUnintercepted(job))
            sum += job.join()
        }
        return sum
    }

    @Suppress("RedundantSuspendModifier") // it is what is started
    private suspend fun child(i: Int): Int = i + 1

    /** What Kotlin itself leaves to its libraries: the least that waits for a result. */
    private class Job(private val ready: Ring<Continuation<Unit>>) : Continuation<Int> {

        private var outcome = 0
        private var waiting: Continuation<Unit>? = null

        override val context: CoroutineContext
            get() = EmptyCoroutineContext

        override fun resumeWith(result: Result<Int>) {
            outcome = result.getOrThrow()
            waiting?.let(ready::add)
        }

        suspend fun join(): Int {
            suspendCoroutineUninterceptedOrReturn<Unit> {
                waiting = it
                COROUTINE_SUSPENDED
            }
            return outcome
        }
    }
}
