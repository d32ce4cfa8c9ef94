package dev.reprise.it.sources

import dev.reprise.{Async, Coroutine}
import dev.reprise.Coroutine.await
import dev.reprise.it.differential.Probe
import java.io.IOException
import java.util.function.Supplier
import scala.collection.mutable
import scala.util.Using

// What scalac compiles differently from javac: expressions everywhere, pattern matching, boxed variables, closures.

case class Point(x: Any, y: Any)

sealed trait Shape
case class Circle(radius: Int) extends Shape
case class Rectangle(width: Int, height: Int) extends Shape
case object Nowhere extends Shape

trait Source:
  def name: String

  @Async
  def read(p: Probe): Coroutine[String] = Coroutine.of("trait " + await(p.value(name)))

class Named(val name: String) extends Source:
  private var reads = 0

  @Async
  override def read(p: Probe): Coroutine[String] =
    reads += await(p.value(1))
    Coroutine.of(await(super.read(p)) + reads)

  class Inner:
    @Async
    def outer(p: Probe): Coroutine[String] = Coroutine.of(await(Named.this.read(p)) + await(p.value(reads)))

class Box[T](var content: T):
  @Async
  def replace(p: Probe, other: T): Coroutine[T] =
    val before = content
    content = await(p.value(other))
    Coroutine.of(before)

class Tracked(p: Probe, val name: String) extends AutoCloseable:
  p.log("open " + name)
  override def close(): Unit = p.log("close " + name)

object Operators:
  extension (p: Probe)
    @Async
    def doubled(n: Int): Coroutine[Int] = Coroutine.of(n * await(p.value(2)))

object ScalaBodies:

  @Async
  def operands(p: Probe): Coroutine[String] =
    val n = 1L + await(p.value(2)) * await(p.value(3.5)) - await(p.value(4L))
    Coroutine.of(s"n = $n, ${await(p.value("text"))} and ${new java.lang.StringBuilder(await(p.value("built"))).append(n)}")

  @Async
  def tryAsAnExpression(p: Probe): Coroutine[Any] =
    val point = Point(
      p.log("first"),
      try await(p.fail[String, IOException](new IOException("caught")))
      catch case e: IOException => e.getMessage + await(p.value("!"))
      finally p.log(await(p.value("finally"))))
    Coroutine.of(point)

  @Async
  def tryInsideNew(p: Probe): Coroutine[String] =
    Coroutine.of(new java.lang.StringBuilder(
      try await(p.value("a")) + await(p.value(1)) finally p.log("finally")).reverse().toString)

  @Async
  def ifAndBlockAmongOperands(p: Probe): Coroutine[Any] =
    val x = (if await(p.value(true)) then await(p.value(1)) else 2) + { val y = await(p.value(10)); y * y }
    Coroutine.of(List(x, await(p.value(3)), { await(p.pause()); "unit" }))

  @Async
  def patternMatching(p: Probe): Coroutine[Any] =
    val out = mutable.ListBuffer[Any]()
    for o <- List[Any](1, "two", Circle(3), Rectangle(4, 5), List(6, 7), (8, "nine"), 10L) do ()
    var rest = List[Any](1, "two", Circle(3), Rectangle(4, 5), List(6, 7), (8, "nine"), 10L)
    while rest.nonEmpty do
      out += (await(p.value(rest.head)) match
        case 1 => await(p.value("one"))
        case s: String if s.length == await(p.value(3)) => s + await(p.value("!"))
        case Circle(r) => r * await(p.value(2))
        case Rectangle(w, h) if w > await(p.value(9)) => h
        case Rectangle(w, _) => w
        case List(a: Int, b: Int) => a + b + await(p.value(1))
        case (a, b) => s"$a$b"
        case _ => await(p.value("other")))
      rest = rest.tail
    Coroutine.of(out.toList)

  @Async
  def sealedMatch(p: Probe): Coroutine[Int] =
    var sum = 0
    var shapes = List[Shape](Circle(2), Rectangle(3, 4), Nowhere)
    while shapes.nonEmpty do
      sum += (shapes.head match
        case Circle(r) => r * await(p.value(10))
        case Rectangle(w, h) => w * await(p.value(h))
        case Nowhere => await(p.value(1)))
      shapes = shapes.tail
    Coroutine.of(sum)

  @Async
  def noMatch(p: Probe): Coroutine[String] =
    val s = await(p.value[Any](3)) match
      case s: String => s
    Coroutine.of(s)

  @Async
  def stringMatch(p: Probe): Coroutine[Int] =
    val n = await(p.value("b")) match
      case "a" => 1
      case "b" | "c" => await(p.value(2))
      case _ => 3
    Coroutine.of(n)

  @Async
  def nestedTries(p: Probe): Coroutine[String] =
    var out = ""
    try
      try
        out += await(p.value("1"))
        await(p.fail(new IllegalStateException("2")))
      catch
        case e: IllegalArgumentException => out += "wrong"
        case e: IllegalStateException =>
          out += await(p.value(e.getMessage))
          throw new IOException("3", e)
      finally out += await(p.value("f"))
    catch case e: IOException => out += e.getMessage + await(p.value("4"))
    Coroutine.of(out)

  @Async
  def loops(p: Probe): Coroutine[Any] =
    var i = 0
    var wide = 1L
    while i < await(p.value(3)) do
      i += 1
      wide *= await(p.value(i))
    while { wide -= 1; wide > await(p.value(3L)) } do p.log(wide)
    Coroutine.of((i, wide))

  @Async
  def boxedVariables(p: Probe): Coroutine[Any] =
    var count = 1
    var text = "t"
    val change = () => { count += 1; text += count }
    change()
    count += await(p.value(10))
    change()
    text += await(p.value("!"))
    Coroutine.of((count, text))

  @Async
  def lambdaThatReturnsACoroutine(p: Probe): Coroutine[String] =
    var calls = 0
    val prefix = await(p.value("p"))
    val lambda: Int => Coroutine[String] = n => { calls += 1; Coroutine.of(prefix + n + await(p.value("l"))) }
    Coroutine.of(await(lambda(1)) + await(lambda(2)) + calls)

  @Async
  def lambdaForAJavaInterface(p: Probe): Coroutine[String] =
    val supplier: Supplier[Coroutine[String]] = () => Coroutine.of("sam " + await(p.value(1)))
    Coroutine.of(await(supplier.get()))

  @Async
  def lambdaWithPrimitives(p: Probe): Coroutine[Long] =
    val add: (Int, Long) => Coroutine[Long] = (a, b) => Coroutine.of(a + b + await(p.value(100L)))
    Coroutine.of(await(add(1, 2L)) + await(p.value(1L)))

  @Async
  def closuresBesideAwaits(p: Probe): Coroutine[Any] =
    val n = await(p.value(2))
    val list = List(1, 2, 3).map(_ * n).filter(_ > 2)
    Coroutine.of(list.map(x => x + n) ::: List(await(p.value(list.sum))))

  @Async
  def localMethod(p: Probe): Coroutine[Int] =
    val base = await(p.value(1))
    @Async
    def local(n: Int): Coroutine[Int] = Coroutine.of(if n == 0 then base else n + await(p.value(n)))
    Coroutine.of(await(local(0)) + await(local(2)))

  @Async
  def withDefaults(p: Probe, a: Int, b: String = "b", c: Long = 3L): Coroutine[String] =
    Coroutine.of(s"$a$b$c" + await(p.value(a)))

  @Async
  def defaultAndNamedArguments(p: Probe): Coroutine[String] =
    Coroutine.of(await(withDefaults(p, 1)) + await(withDefaults(p, c = await(p.value(5L)), a = await(p.value(2)))))

  @Async
  def byNameArguments(p: Probe): Coroutine[Int] =
    def later(n: => Int): Int = n + n
    val once = await(p.value(3))
    Coroutine.of(later(p.log(once)) + await(p.value(1)))

  @Async
  def lazyValues(p: Probe): Coroutine[String] =
    lazy val eager = p.log("lazily")
    val before = await(p.value("before "))
    Coroutine.of(before + eager + await(p.value(" after")) + eager)

  @Async
  def objectsTraitsAndClasses(p: Probe): Coroutine[String] =
    val named = Named("n")
    Coroutine.of(await(named.read(p)) + await(new named.Inner().outer(p)) + await(Single.tell(p)))

  object Single extends Source:
    val name = "single"

    @Async
    def tell(p: Probe): Coroutine[String] = Coroutine.of(await(read(p)) + await(p.value("!")))

  @Async
  def generics(p: Probe): Coroutine[Any] =
    val box = Box[Int](1)
    Coroutine.of((await(box.replace(p, 2)), box.content, await(Box("a").replace(p, "b"))))

  @Async
  def anonymousClasses(p: Probe): Coroutine[String] =
    val captured = await(p.value("captured"))
    val source = new Source:
      def name = captured
      @Async
      override def read(q: Probe): Coroutine[String] = Coroutine.of(await(super.read(q)) + await(q.value(captured.length)))
    Coroutine.of(await(source.read(p)))

  @Async
  def extensionMethods(p: Probe): Coroutine[Int] =
    import Operators.doubled
    Coroutine.of(await(p.doubled(await(p.value(4)))))

  @Async
  def tupleDestructuring(p: Probe): Coroutine[Any] =
    val (a, b) = (await(p.value(1)), await(p.value("b")))
    val Point(x, y) = await(p.value(Point(a, b))): @unchecked
    Coroutine.of((x, y, await(p.value(3))))

  @Async
  def resources(p: Probe): Coroutine[String] =
    val tracked = Tracked(p, await(p.value("t")))
    try Coroutine.of(tracked.name + await(p.value("!")))
    finally tracked.close()

  @Async
  def arraysAndVarargs(p: Probe): Coroutine[Any] =
    val array = Array(1, await(p.value(2)), 3)
    array(await(p.value(0))) += await(p.value(10))
    val list = List(array*)
    Coroutine.of((list, Seq(await(p.value("a")), "b").mkString(await(p.value(",")))))

  @Async
  def options(p: Probe): Coroutine[Any] =
    val some = Option(await(p.value("some")))
    val none = Option(await(p.value[String](null)))
    Coroutine.of((some, none, if some.isDefined then some.get + await(p.value(1)) else none))

  @Async
  def earlyReturn(p: Probe): Coroutine[Int] =
    if await(p.value(true)) then return Coroutine.of(await(p.value(1)))
    Coroutine.of(2)

  @Async
  def tailAwait(p: Probe): Coroutine[String] =
    p.log(await(p.value("before")))
    withDefaults(p, 7)

  @Async
  def thrown(p: Probe): Coroutine[String] =
    throw await(p.value(new IOException("thrown")))

  @Async
  def unitResult(p: Probe): Coroutine[Unit] =
    await(p.pause())
    Coroutine.of(())

  @Async
  def booleans(p: Probe): Coroutine[Any] =
    val a = await(p.value(true)) && !await(p.value(false)) || await(p.value(false))
    val b = await(p.value("x")) == "x" && await(p.value(1)) != 2
    Coroutine.of((a, b, await(p.value(1L)) < 2))

  @Async
  def synchronizedBetweenAwaits(p: Probe): Coroutine[Int] =
    val n = await(p.value(1))
    val m = p.synchronized { n + 1 }
    Coroutine.of(m + await(p.value(1)))
