package dev.reprise.benchmarks.kotlinx

import dev.reprise.benchmarks.harness.Program
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest

/** A thousand coroutines sleep for ten seconds each, again and again, for an hour of virtual time. */
@OptIn(ExperimentalCoroutinesApi::class) // currentTime
class VirtualClock : Program {

    override fun operations() = TASKS * SLEEPS

    override fun run(times: Int): Long {
        var sum = 0L
        repeat(times) {
            runTest(timeout = 1.hours) {
                sum += List(TASKS) { i -> async { one(i) } }.awaitAll().sum()
                sum += currentTime.milliseconds.inWholeHours
            }
        }
        return sum
    }

    private suspend fun one(number: Int): Int {
        delay(number.milliseconds)
        var slept = 0
        repeat(SLEEPS) {
            delay(10.seconds)
            slept++
        }
        return slept
    }

    private companion object {
        const val TASKS = 1000
        const val SLEEPS = 360
    }
}
