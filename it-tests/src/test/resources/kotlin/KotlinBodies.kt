package dev.reprise.it.sources

import dev.reprise.Async
import dev.reprise.Awaitable
import dev.reprise.Coroutine
import dev.reprise.Coroutine.await
import dev.reprise.it.differential.Probe
import java.io.IOException

// What kotlinc compiles differently from javac: expressions that are statements in Java, inlining, null checks.

data class Point(val x: Any?, val y: Any?)

class Tracked(private val p: Probe, val name: String) : AutoCloseable {
    init { p.log("open $name") }

    override fun close() {
        p.log("close $name")
    }
}

@Async
fun whenAsAnExpression(p: Probe): Coroutine<String> {
    var out = ""
    for (o in listOf(1, "two", 3L, null, 4.0)) {
        out += when (await(p.value<Any?>(o))) {
            1 -> await(p.value("one"))
            is String -> "string " + await(p.value(o))
            in listOf<Any?>(3L) -> await(p.value("three"))
            null -> "null"
            else -> if (o is Double && o > await(p.value(3.5))) "large" else "small"
        }
    }
    return Coroutine.of(out)
}

@Async
fun whenWithoutASubject(p: Probe): Coroutine<Int> {
    val n = await(p.value(5))
    return when {
        n > await(p.value(7)) -> Coroutine.of(1)
        n == await(p.value(5)) && await(p.value(true)) -> Coroutine.of(n * await(p.value(10)))
        else -> Coroutine.of(-1)
    }
}

@Async
fun tryInsideConstructorArguments(p: Probe): Coroutine<Any> {
    val point = Point(
        p.log("first"),
        try {
            await(p.fail<String, IOException>(IOException("caught")))
        } catch (e: IOException) {
            e.message + await(p.value("!"))
        } finally {
            p.log(await(p.value("finally")))
        },
    )
    return Coroutine.of(Point(point, try { Point(1, await(p.value(2))) } finally { await(p.pause()) }))
}

@Async
fun ifAndTryAmongOperands(p: Probe): Coroutine<String> {
    val n = 1L + (if (await(p.value(true))) await(p.value(2)) else 3) * (try { await(p.value(4)) } catch (e: Exception) { 5 })
    return Coroutine.of("n = $n, ${await(p.value("text"))} and ${StringBuilder(await(p.value("built"))).append(n)}")
}

@Async
fun returnsFromTryAsAnExpression(p: Probe): Coroutine<Int> {
    val n = try {
        Integer.parseInt(await(p.value("no number")))
    } catch (e: NumberFormatException) {
        return Coroutine.of(await(p.value(1)))
    } finally {
        p.log(await(p.value("finally")))
    }
    return Coroutine.of(n)
}

@Async
fun scopeFunctions(p: Probe): Coroutine<Any> {
    val length = await(p.value("let")).let { it.length + await(p.value(1)) }
    val list = mutableListOf<Any>().apply {
        add(await(p.value("apply")))
        add(length)
    }
    val also = with(list) { size + await(p.value(100)) }.also { p.log(it) }
    val run = run { await(p.value(1L)) + also }
    return Coroutine.of(list + run + await(p.value("take")).takeIf { it.length == await(p.value(4)) })
}

@Async
fun use(p: Probe): Coroutine<String> {
    val s = Tracked(p, await(p.value("a"))).use { a ->
        Tracked(p, a.name + await(p.value("b"))).use { b -> b.name + await(p.value("c")) }
    }
    return Coroutine.of(s)
}

@Async
fun useWithNonLocalReturn(p: Probe): Coroutine<String> {
    Tracked(p, "outer").use {
        if (await(p.value(true))) {
            return Coroutine.of(it.name + await(p.value("!")))
        }
    }
    return Coroutine.of("not reached")
}

@Async
fun inlinedLambdasOfTheLibrary(p: Probe): Coroutine<Any> {
    val doubled = listOf(1, 2, 3).map { it * await(p.value(2)) }
    val kept = doubled.filter { it > await(p.value(3)) }
    var sum = 0
    kept.forEach { sum += it + await(p.value(1)) }
    listOf("a", "b").forEachIndexed { i, s ->
        if (i == await(p.value(0))) return@forEachIndexed
        p.log(s + await(p.value(i)))
    }
    repeat(2) { sum += await(p.value(it)) }
    return Coroutine.of(Pair(sum, kept.fold(0L) { a, b -> a + b * await(p.value(10L)) }))
}

@Async
fun ownInlineFunction(p: Probe): Coroutine<Any> =
    Coroutine.of(ownInlined(p) { n -> "$n${await(p.value("i"))}" })

inline fun <T> ownInlined(p: Probe, body: (Int) -> T): List<T> {
    val first = body(1)
    try {
        return listOf(first, body(2))
    } finally {
        p.log("inlined")
    }
}

inline fun <reified T> castTo(value: Any?): T = value as T

@Async
fun reifiedTypes(p: Probe): Coroutine<Any> {
    val s = castTo<String>(await(p.value<Any>("reified")))
    return Coroutine.of(
        try {
            castTo<Int>(await(p.value<Any>(s))) + 1
        } catch (e: ClassCastException) {
            await(p.value("no Int"))
        },
    )
}

@Async
fun nullSafety(p: Probe): Coroutine<String> {
    val nothing: String? = await(p.value<String?>(null))
    val something: String? = await(p.value<String?>("some"))
    val a = nothing?.substring(await(p.value(1))) ?: await(p.value("elvis"))
    val b = something?.substring(await(p.value(1)))?.plus(await(p.value("!"))) ?: "not reached"
    val c = try {
        nothing!!.length
    } catch (e: NullPointerException) {
        await(p.value(-1))
    }
    nothing ?: return Coroutine.of(a + b + c + something!!.length)
    return Coroutine.of("not reached")
}

@Async
fun smartAndSafeCasts(p: Probe): Coroutine<Any?> {
    val any: Any = await(p.value<Any>("text"))
    val n = if (any is String && any.length > await(p.value(3))) any.length else 0
    return Coroutine.of(listOf(n, any as? Int, (any as? CharSequence)?.get(await(p.value(0)))))
}

@Async
fun destructuring(p: Probe): Coroutine<Any> {
    val (x, y) = await(p.value(Point(1, "y")))
    val (a, b) = Pair(await(p.value(x)), await(p.value(y)))
    var out = "$a$b"
    for ((key, value) in linkedMapOf("k" to 1, "l" to await(p.value(2)))) {
        out += key + await(p.value(value))
    }
    return Coroutine.of(Point(out, 0).copy(y = await(p.value("copied"))))
}

@Async
fun rangesAndLabels(p: Probe): Coroutine<String> {
    val out = StringBuilder()
    outer@ for (i in 0..await(p.value(4))) {
        for (j in await(p.value(2)) downTo 0 step 1) {
            if (j == 1 && i == 1) continue@outer
            if (i == 3) break@outer
            out.append(i).append(await(p.value(j)))
        }
    }
    for (c in 'a' until await(p.value('d'))) out.append(c)
    for ((index, s) in arrayOf("x", await(p.value("y"))).withIndex()) out.append(index).append(s)
    return Coroutine.of(out.toString())
}

@Async
fun capturedAndChanged(p: Probe): Coroutine<Any> {
    var count = 1
    var wide = 1L
    val increment = { count++; wide *= 2 }
    increment()
    count += await(p.value(10))
    increment()
    wide += await(p.value(100))
    return Coroutine.of(listOf(count, wide))
}

@Async
fun lambdaThatReturnsACoroutine(p: Probe): Coroutine<String> {
    var calls = 0
    val prefix = await(p.value("p"))
    val lambda: (Int) -> Coroutine<String> = { n ->
        calls++
        Coroutine.of(prefix + n + await(p.value("l")))
    }
    return Coroutine.of(await(lambda(1)) + await(lambda(2)) + calls)
}

@Async
fun lambdaInAClassOfItsOwn(p: Probe): Coroutine<String> {
    val prefix = await(p.value("p"))
    val lambda = @JvmSerializableLambda { n: Int -> Coroutine.of(prefix + n + await(p.value("l"))) }
    return Coroutine.of(await(lambda(1)) + await(lambda(2)))
}

@Async
fun lambdaForAJavaInterface(p: Probe): Coroutine<String> {
    val supplier = java.util.function.Supplier<Coroutine<String>> { Coroutine.of("sam " + await(p.value(1))) }
    val awaitable = Awaitable { Coroutine.of(2) }
    return Coroutine.of(await(supplier.get()) + await(awaitable))
}

@Async
fun anonymousFunctionAndLocalFunction(p: Probe): Coroutine<Int> {
    val anonymous = fun(n: Int): Coroutine<Int> {
        if (n > await(p.value(1))) return Coroutine.of(n)
        return Coroutine.of(await(p.value(n * 10)))
    }
    @Async
    fun local(n: Int): Coroutine<Int> = Coroutine.of(n + await(anonymous(n)) + await(p.value(n)))
    return Coroutine.of(await(local(1)) + await(local(2)))
}

@Async
fun withDefaults(p: Probe, a: Int = 1, b: String = "b$a", c: Long = b.length + 1L): Coroutine<String> =
    Coroutine.of("$a$b$c" + await(p.value(a)))

@Async
fun defaultAndNamedArguments(p: Probe): Coroutine<String> =
    Coroutine.of(await(withDefaults(p)) + await(withDefaults(p, c = await(p.value(5L)), a = await(p.value(2)))))

@Async
fun String.extended(p: Probe, times: Int): Coroutine<String> = Coroutine.of(repeat(await(p.value(times))) + this)

@Async
fun extensionFunctions(p: Probe): Coroutine<String> = Coroutine.of(await("ab".extended(p, await(p.value(2)))))

@Async
fun varargsAndSpread(p: Probe): Coroutine<Any> {
    val more = arrayOf("b", await(p.value("c")))
    return Coroutine.of(listOf("a", *more, await(p.value("d"))))
}

@Async
fun unsignedAndValueClasses(p: Probe): Coroutine<String> {
    val u: UInt = 4_000_000_000u
    val n = u + await(p.value(1)).toUInt()
    val name = Name(await(p.value("value")))
    await(p.pause())
    return Coroutine.of("$n ${name.text} ${await(named(p, name))}")
}

@JvmInline
value class Name(val text: String)

@Async
fun named(p: Probe, name: Name): Coroutine<Name> = Coroutine.of(Name(name.text + await(p.value("!"))))

@Async
fun lateAndLazy(p: Probe): Coroutine<String> {
    lateinit var late: String
    val lazy by lazy { p.log("lazily") }
    late = await(p.value("late "))
    return Coroutine.of(late + await(p.value("and ")) + lazy)
}

@Async
fun nothingAndUnit(p: Probe): Coroutine<Unit> {
    val unit = await(p.value(Unit))
    if (await(p.value(false))) error("not reached")
    return Coroutine.of(unit)
}

@Async
fun thrownExceptions(p: Probe): Coroutine<String> {
    val s = await(p.value<String?>("s")) ?: throw IllegalStateException("no value")
    throw IOException(s + await(p.value(1)))
}

@Async
fun operators(p: Probe): Coroutine<Any> {
    val map = mutableMapOf("k" to 1)
    map["k"] = map.getValue("k") + await(p.value(2))
    map[await(p.value("l"))] = await(p.value(3))
    val list = mutableListOf(1, 2)
    list += await(p.value(3))
    list[await(p.value(0))] += await(p.value(10))
    val array = intArrayOf(1, 2)
    array[await(p.value(1))] += await(p.value(5))
    array[0]++
    return Coroutine.of(listOf(map, list, array.toList(), await(p.value(3)) in list, "a" < await(p.value("b"))))
}

@Async
fun comparisonsWithBoxes(p: Probe): Coroutine<Any> {
    val n: Int? = await(p.value<Int?>(1000))
    val same = n == await(p.value(1000))
    val d: Any = await(p.value(0.0))
    return Coroutine.of(listOf(same, d == -0.0, (d as Double) == -await(p.value(0.0))))
}

@Async
fun objectsAndCompanions(p: Probe): Coroutine<String> =
    Coroutine.of(await(Single.tell(p)) + await(WithCompanion.make(p)) + await(WithCompanion.static(p)))

object Single {
    private var name = ""

    @Async
    fun tell(p: Probe): Coroutine<String> {
        name = await(p.value("single"))
        return Coroutine.of(name + await(p.value("!")))
    }
}

class WithCompanion private constructor(private val name: String) {
    companion object {
        private var made = 0

        @Async
        fun make(p: Probe): Coroutine<String> {
            made = await(p.value(7))
            val it = WithCompanion(await(p.value("made")))
            return Coroutine.of(it.name + made)
        }

        @JvmStatic
        @Async
        fun static(p: Probe): Coroutine<String> = Coroutine.of("static" + await(p.value(made - made)))
    }
}

interface Source {
    fun name(): String

    @Async
    fun read(p: Probe): Coroutine<String> = Coroutine.of("default " + await(p.value(name())))
}

open class Named(private val name: String) : Source {
    override fun name() = name

    @Async
    open fun greet(p: Probe): Coroutine<String> = Coroutine.of("hello " + await(read(p)))

    inner class Inner {
        @Async
        fun outer(p: Probe): Coroutine<String> = Coroutine.of(name + await(this@Named.greet(p)))
    }
}

class Loud : Named("loud") {
    @Async
    override fun greet(p: Probe): Coroutine<String> = Coroutine.of(await(super.greet(p)).uppercase() + await(p.value("!")))
}

class Delegating(source: Source) : Source by source

@Async
fun classesAndInterfaces(p: Probe): Coroutine<String> =
    Coroutine.of(await(Loud().greet(p)) + await(Named("n").Inner().outer(p)) + await(Delegating(Loud()).read(p)))

sealed class Shape {
    data class Circle(val radius: Int) : Shape()

    data object Nothing : Shape()
}

@Async
fun sealedWhen(p: Probe): Coroutine<Int> {
    var sum = 0
    for (shape in listOf(Shape.Circle(2), Shape.Nothing)) {
        sum += when (val s = await(p.value<Shape>(shape))) {
            is Shape.Circle -> s.radius * await(p.value(10))
            Shape.Nothing -> await(p.value(1))
        }
    }
    return Coroutine.of(sum)
}

@Async
fun objectExpressions(p: Probe): Coroutine<String> {
    val captured = await(p.value("captured"))
    val source = object : Source {
        var reads = 0

        override fun name() = captured + ++reads

        @Async
        override fun read(p: Probe): Coroutine<String> = Coroutine.of(super.read(p).let { await(it) } + await(p.value(reads)))
    }
    return Coroutine.of(await(source.read(p)) + await(source.read(p)))
}

enum class Operation {
    PLUS {
        @Async
        override fun apply(p: Probe, a: Int): Coroutine<Int> = Coroutine.of(a + await(p.value(1)))
    },
    TIMES {
        @Async
        override fun apply(p: Probe, a: Int): Coroutine<Int> = Coroutine.of(a * await(p.value(2)))
    };

    abstract fun apply(p: Probe, a: Int): Coroutine<Int>
}

@Async
fun enumsInAWhen(p: Probe): Coroutine<Int> {
    var n = 5
    for (operation in Operation.entries) {
        n = await(operation.apply(p, n)) + when (operation) {
            Operation.PLUS -> await(p.value(100))
            Operation.TIMES -> 200
        }
    }
    return Coroutine.of(n)
}

@Async
fun tailAwait(p: Probe): Coroutine<String> {
    p.log(await(p.value("before")))
    return withDefaults(p, 3)
}

@Async
fun synchronizedBetweenAwaits(p: Probe): Coroutine<Int> {
    val n = await(p.value(1))
    val m = synchronized(p) { n + 1 }
    return Coroutine.of(m + await(p.value(1)))
}

@Async
fun suspendingByItself(p: Probe): Coroutine<Any?> = Coroutine.of(listOf(1, Coroutine.`suspend`(p.token("t")), await(p.value(2))))
