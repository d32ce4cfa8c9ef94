package dev.reprise.benchmarks.kotlinx

import dev.reprise.benchmarks.harness.Program
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking

/** A tree of coroutines, ten under each, whose leaves' numbers are summed up. */
class Skynet : Program {

    override fun operations() = 1_111_111

    override fun run(times: Int): Long {
        var sum = 0L
        repeat(times) {
            sum += runBlocking { node(0, LEAVES) }
        }
        return sum
    }

    private suspend fun node(number: Int, size: Int): Long {
        if (size == 1) {
            return number.toLong()
        }
        return coroutineScope {
            val children = List(10) { i -> async { node(number + i * (size / 10), size / 10) } }
            var sum = 0L
            for (child in children) {
                sum += child.await()
            }
            sum
        }
    }

    private companion object {
        const val LEAVES = 1_000_000
    }
}
