package dev.reprise.benchmarks.kotlinx

import dev.reprise.benchmarks.harness.Program
import kotlinx.coroutines.runBlocking

/** Calls of functions that could suspend and do not, in a coroutine of the event loop. */
class Await(private val depth: Int) : Program {

    override fun run(times: Int): Long = runBlocking {
        var sum = 0L
        for (done in 0 until times step BLOCK) {
            sum += block(done)
        }
        sum
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
