package dev.reprise.benchmarks.kotlinx

import dev.reprise.benchmarks.harness.Program
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking

/** A coroutine that starts another one, waits for its end and takes its result. */
class Spawn : Program {

    override fun run(times: Int): Long = runBlocking { parent(times) }

    private suspend fun parent(times: Int): Long = coroutineScope {
        var sum = 0L
        for (i in 0 until times) {
            sum += async { child(i) }.await()
        }
        sum
    }

    @Suppress("RedundantSuspendModifier") // it is what is started
    private suspend fun child(i: Int): Int = i + 1
}
