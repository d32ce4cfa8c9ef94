package dev.reprise.benchmarks.kotlinx

import dev.reprise.benchmarks.harness.Program
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** One coroutine hands items to another one through a channel. */
class HandOver(private val capacity: Int) : Program {

    override fun run(times: Int): Long = runBlocking {
        val channel = Channel<Int>(capacity)
        launch { send(channel, times) }
        async { receive(channel, times) }.await()
    }

    private suspend fun send(channel: Channel<Int>, times: Int) {
        for (i in 0 until times) {
            channel.send(i and 127)
        }
    }

    private suspend fun receive(channel: Channel<Int>, times: Int): Long {
        var sum = 0L
        for (i in 0 until times) {
            sum += channel.receive()
        }
        return sum
    }
}
