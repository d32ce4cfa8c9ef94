/** The callees. */
@file:JvmName("Chain")

package dev.reprise.benchmarks.kotlin

import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

internal suspend fun level5(i: Int): Int = level4(i) + 1

private suspend fun level4(i: Int): Int = level3(i) + 1

private suspend fun level3(i: Int): Int = level2(i) + 1

private suspend fun level2(i: Int): Int = level1(i) + 1

internal suspend fun level1(i: Int): Int {
    if (i < 0) {
        suspendCoroutineUninterceptedOrReturn<Unit> { COROUTINE_SUSPENDED }
    }
    return i + 1
}
