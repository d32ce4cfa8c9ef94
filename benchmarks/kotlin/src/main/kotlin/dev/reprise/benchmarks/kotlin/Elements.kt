package dev.reprise.benchmarks.kotlin

import dev.reprise.benchmarks.harness.Program

/** A plain loop over a sequence. */
class Elements : Program {

    override fun run(times: Int): Long {
        var sum = 0L
        for (done in 0 until times step BLOCK) {
            sum += block()
        }
        return sum
    }

    private fun block(): Long {
        var sum = 0L
        for (number in numbers(BLOCK)) {
            sum = sum * 31 + number
        }
        return sum
    }

    private fun numbers(count: Int): Sequence<Int> = sequence {
        for (i in 0 until count) {
            yield(i and 127) // small ones are not allocated
        }
    }

    private companion object {
        const val BLOCK = 1000
    }
}
