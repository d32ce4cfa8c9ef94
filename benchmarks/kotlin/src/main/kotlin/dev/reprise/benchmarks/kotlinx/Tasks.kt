package dev.reprise.benchmarks.kotlinx

import dev.reprise.benchmarks.harness.Copies
import dev.reprise.benchmarks.harness.Program
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** Coroutines that give way to one another on the event loop. */
class Tasks(private val tasks: Int, classes: Int) : Program {

    private val makers: List<Maker> = Copies.of(Work::class.java, classes)

    interface Maker {
        suspend fun work(rounds: Int, seed: Int): Long
    }

    override fun run(times: Int): Long = runBlocking {
        val started = List(tasks) { i -> async { makers[i % makers.size].work(times / tasks, i) } }
        started.awaitAll().sum()
    }

    class Work : Maker {
        override suspend fun work(rounds: Int, seed: Int): Long {
            var sum = 0L
            for (i in 0 until rounds) {
                yield()
                sum = sum * 31 + (i xor seed)
            }
            return sum
        }
    }
}
