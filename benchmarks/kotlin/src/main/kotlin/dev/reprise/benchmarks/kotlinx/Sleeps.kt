package dev.reprise.benchmarks.kotlinx

import dev.reprise.benchmarks.harness.Deadlines
import dev.reprise.benchmarks.harness.Sleeping
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** A coroutine for each sleep. */
class Sleeps : Sleeping {

    override fun sleepAll(millis: IntArray, deadlines: Deadlines): Unit = runBlocking {
        coroutineScope {
            for (time in millis) {
                launch { one(time, deadlines) }
            }
        }
    }

    private suspend fun one(millis: Int, deadlines: Deadlines) {
        deadlines.sleeps(millis)
        delay(millis.toLong())
    }
}
