package dev.reprise.benchmarks.kotlinx

import dev.reprise.benchmarks.harness.Program
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** A coroutine in a chain of suspended functions, whose innermost gives way. */
class ResumeTask(private val depth: Int) : Program {

    override fun run(times: Int): Long = runBlocking { link(depth, times) }

    private suspend fun link(depth: Int, rounds: Int): Long {
        if (depth > 0) {
            return link(depth - 1, rounds) + 1
        }
        var sum = 0L
        for (i in 0 until rounds) {
            yield()
            sum = sum * 31 + (i xor depth)
        }
        return sum
    }
}
