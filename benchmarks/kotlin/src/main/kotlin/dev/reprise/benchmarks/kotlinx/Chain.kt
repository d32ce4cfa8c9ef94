/** The callees. */
@file:JvmName("Chain")

package dev.reprise.benchmarks.kotlinx

import kotlinx.coroutines.yield

internal suspend fun level5(i: Int): Int = level4(i) + 1

private suspend fun level4(i: Int): Int = level3(i) + 1

private suspend fun level3(i: Int): Int = level2(i) + 1

private suspend fun level2(i: Int): Int = level1(i) + 1

internal suspend fun level1(i: Int): Int {
    if (i < 0) {
        yield()
    }
    return i + 1
}
