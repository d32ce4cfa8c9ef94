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

/** A tree of coroutines, ten under each, whose leaves' numbers are summed up. */
class Skynet : Program {

    private val ready = Ring<Continuation<Unit>>()

    override fun operations() = 1_111_111

    override fun run(times: Int): Long {
        val sum = Sum()
        repeat(times) {
            val root: suspend () -> Long = { node(0, LEAVES) }
            ready.add(root.createCoroutineUnintercepted(sum))
            while (!ready.isEmpty) {
                ready.remove().resume(Unit)
            }
        }
        return sum.sum
    }

    private suspend fun node(number: Int, size: Int): Long {
        if (size == 1) {
            return number.toLong()
        }
        val children = Children(ready)
        for (i in 0 until 10) {
            val child: suspend () -> Long = { node(number + i * (size / 10), size / 10) }
            ready.add(child.createCoroutineUnintercepted(children))
        }
        return children.join()
    }

    /** What Kotlin itself leaves to its libraries: the least that waits for ten results. */
    private class Children(private val ready: Ring<Continuation<Unit>>) : Continuation<Long> {

        private var sum = 0L
        private var pending = 10
        private var waiting: Continuation<Unit>? = null

        override val context: CoroutineContext
            get() = EmptyCoroutineContext

        override fun resumeWith(result: Result<Long>) {
            sum += result.getOrThrow()
            if (--pending == 0) {
                waiting?.let(ready::add)
            }
        }

        suspend fun join(): Long {
            suspendCoroutineUninterceptedOrReturn<Unit> {
                waiting = it
                COROUTINE_SUSPENDED
            }
            return sum
        }
    }

    private companion object {
        const val LEAVES = 1_000_000
    }
}
