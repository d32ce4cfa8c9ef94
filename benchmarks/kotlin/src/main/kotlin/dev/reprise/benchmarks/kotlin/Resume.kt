package dev.reprise.benchmarks.kotlin

import dev.reprise.benchmarks.harness.Program
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/** A chain of suspended functions, whose innermost is resumed. */
class Resume(private val depth: Int) : Program {

    private var suspended: Continuation<Unit>? = null

    override fun run(times: Int): Long {
        val sum = Sum()
        val chain: suspend () -> Long = { link(depth, times) }
        suspended = chain.createCoroutineUnintercepted(sum)
        while (true) {
            val next = suspended ?: return sum.sum
            suspended = null
            next.resume(Unit)
        }
    }

    private suspend fun link(depth: Int, rounds: Int): Long {
        if (depth > 0) {
            return link(depth - 1, rounds) + 1
        }
        var sum = 0L
        for (i in 0 until rounds) {
            suspendCoroutineUninterceptedOrReturn<Unit> {
                suspended = it
                COROUTINE_SUSPENDED
            }
            sum = sum * 31 + (i xor depth)
        }
        return sum
    }
}
