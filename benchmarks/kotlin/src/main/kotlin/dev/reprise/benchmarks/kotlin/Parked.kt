package dev.reprise.benchmarks.kotlin

import dev.reprise.benchmarks.harness.Parking
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/** Chains of suspended functions with two live locals each; what keeps them alive is the innermost. */
class Parked(private val depth: Int) : Parking {

    private lateinit var suspended: Continuation<Unit>

    override fun park(coroutines: Array<Any>, parked: Runnable) {
        val sum = Sum()
        for (i in coroutines.indices) {
            val chain: suspend () -> Long = { link(depth, i.toLong()) }
            chain.startCoroutineUninterceptedOrReturn(sum)
            coroutines[i] = suspended
        }
        parked.run()
    }

    private suspend fun link(depth: Int, number: Long): Long {
        val text = if (depth % 2 == 0) "even" else "odd"
        if (depth > 0) {
            val below = link(depth - 1, number + 1)
            return number + below + text.length
        }
        suspendCoroutineUninterceptedOrReturn<Unit> {
            suspended = it
            COROUTINE_SUSPENDED
        }
        return number + text.length
    }
}
