package dev.reprise.benchmarks.kotlinx

import dev.reprise.benchmarks.harness.Parking
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** Coroutines that wait for one deferred, each in a chain of suspended functions with two live locals. */
class ParkedTask(private val depth: Int) : Parking {

    override fun park(coroutines: Array<Any>, parked: Runnable): Unit = runBlocking {
        val forEver = CompletableDeferred<Unit>()
        for (i in coroutines.indices) {
            coroutines[i] = async { link(depth, i.toLong(), forEver) }
        }
        yield() // behind all of them
        parked.run()
        coroutineContext.cancelChildren()
    }

    private suspend fun link(depth: Int, number: Long, forEver: CompletableDeferred<Unit>): Long {
        val text = if (depth % 2 == 0) "even" else "odd"
        if (depth > 0) {
            val below = link(depth - 1, number + 1, forEver)
            return number + below + text.length
        }
        forEver.await()
        return number + text.length
    }
}
