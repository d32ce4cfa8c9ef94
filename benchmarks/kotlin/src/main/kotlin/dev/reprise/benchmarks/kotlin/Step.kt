package dev.reprise.benchmarks.kotlin

import dev.reprise.benchmarks.harness.Copies
import dev.reprise.benchmarks.harness.Program
import dev.reprise.benchmarks.harness.Ring
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/** Coroutines, stepped in turn by a ring buffer. */
class Step(private val coroutines: Int, classes: Int) : Program {

    private val makers: List<Maker> = Copies.of(Work::class.java, classes)

    interface Maker {
        fun work(ready: Ring<Continuation<Unit>>, rounds: Int, seed: Int): suspend () -> Long
    }

    override fun run(times: Int): Long {
        val ready = Ring<Continuation<Unit>>()
        val sum = Sum()
        for (i in 0 until coroutines) {
            ready.add(makers[i % makers.size].work(ready, times / coroutines, i).createCoroutineUnintercepted(sum))
        }
        while (!ready.isEmpty()) {
            ready.remove().resume(Unit)
        }
        return sum.sum
    }

    class Work : Maker {

        override fun work(ready: Ring<Continuation<Unit>>, rounds: Int, seed: Int): suspend () -> Long = {
            loop(ready, rounds, seed)
        }

        private suspend fun loop(ready: Ring<Continuation<Unit>>, rounds: Int, seed: Int): Long {
            var sum = 0L
            for (i in 0 until rounds) {
                suspendCoroutineUninterceptedOrReturn<Unit> {
                    ready.add(it)
                    COROUTINE_SUSPENDED
                }
                sum = sum * 31 + (i xor seed)
            }
            return sum
        }
    }
}
