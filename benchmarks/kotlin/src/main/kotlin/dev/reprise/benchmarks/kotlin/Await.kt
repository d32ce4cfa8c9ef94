package dev.reprise.benchmarks.kotlin

import dev.reprise.benchmarks.harness.Program
import kotlin.coroutines.startCoroutine

/** Calls of functions that could suspend and do not. */
class Await(private val depth: Int) : Program {

    override fun run(times: Int): Long {
        val sum = Sum()
        for (done in 0 until times step BLOCK) {
            val block: suspend () -> Long = { block(done) }
            block.startCoroutine(sum)
        }
        return sum.sum
    }

    private suspend fun block(from: Int): Long {
        var sum = 0L
        for (i in from until from + BLOCK) {
            sum = sum * 31 + (if (depth == 1) level1(i) else level5(i))
        }
        return sum
    }

    private companion object {
        const val BLOCK = 1000
    }
}
