package programs.suspending

interface Source {
    suspend fun read(): Int
    suspend fun name(number: Int): String
    suspend fun close()
}

class Pair(val left: Int, val right: Int)

suspend fun single(source: Source): Int = source.read() + 1

suspend fun loop(source: Source, count: Int): Int {
    var sum = 0
    for (i in 0 until count) {
        sum += source.read() * i
    }
    return sum
}

suspend fun locals(source: Source): Int {
    val a = source.read()
    val b = source.read()
    val c = source.read()
    val d = source.read()
    val e = source.read()
    return a + b * c - d * e
}

suspend fun operands(source: Source, text: String): String =
    text + source.read() + ", " + (source.read() + source.read() * source.read())

suspend fun cleanup(source: Source): Int {
    try {
        return source.read() + source.read()
    } catch (e: IllegalStateException) {
        return source.read()
    } finally {
        source.close()
    }
}

suspend fun branches(source: Source, number: Int): String {
    when (number) {
        0 -> return source.name(10)
        1 -> return source.name(20) + number
        2 -> {
            source.close()
            return "closed"
        }
        else -> return if (source.read() > 3) source.name(30) else "small"
    }
}

suspend fun fibonacci(n: Int): Int {
    if (n < 2) {
        return n
    }
    return fibonacci(n - 1) + fibonacci(n - 2)
}

suspend fun collect(source: Source, numbers: List<Int>): List<String> {
    val names = ArrayList<String>()
    for (number in numbers) {
        val name = source.name(number)
        if (!name.isEmpty()) {
            names.add(name)
        }
    }
    return names
}

suspend fun nested(source: Source, rows: Int, columns: Int): Int {
    var found = -1
    outer@ for (row in 0 until rows) {
        for (column in 0 until columns) {
            val value = source.read()
            if (value == row * column) {
                found = row
                break@outer
            }
        }
        source.close()
    }
    return found
}

suspend fun parameters(source: Source, a: Int, b: Long, c: Double, d: String, e: String, f: Int, g: Int): String {
    val first = source.read()
    val second = source.read()
    source.close()
    return d + e + (first + second + a + b + c + f + g)
}

suspend fun sequence(source: Source) {
    source.close()
    source.name(1)
    source.name(2)
    source.name(3)
    source.name(4)
    source.name(5)
    source.name(6)
    source.name(7)
    source.name(8)
    source.close()
}

suspend fun create(source: Source): Pair = Pair(source.read(), source.read())
