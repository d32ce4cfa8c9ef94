package dev.reprise.it.sources

import dev.reprise.{Async, Coroutine}
import dev.reprise.Coroutine.await
import dev.reprise.it.differential.Probe

class ScalaRefused(p: Probe):

  val inAConstructor = await(p.value(1)) // error: await in a constructor => static @Async method

  lazy val inALazyField = await(p.value(1)) // error: await in a method without @Async => annotate the method

  def withoutTheAnnotation: Coroutine[Int] = Coroutine.of(await(p.value(1))) // error: await in a method without @Async => annotate the method

  @Async
  def ofAnotherType: Int = 1 // error: an @Async method must return Coroutine => declare it to return

  @Async
  def inAFor: Coroutine[Unit] =
    for i <- List(1, 2) do
      p.log(await(p.value(i))) // error: a lambda that awaits must return a Coroutine => return Coroutine.of(v)
    Coroutine.of(())

  @Async
  def inALambdaOfAnotherType: Coroutine[Any] =
    Coroutine.of(List(1, 2).map(n => n + await(p.value(n)))) // error: a lambda that awaits must return a Coroutine => return Coroutine.of(v)

  @Async
  def inAByNameArgument: Coroutine[Int] =
    Coroutine.of(Option.empty[Int].getOrElse(await(p.value(1)))) // error: a lambda that awaits must return a Coroutine => return Coroutine.of(v)

  @Async
  def inALazyValue: Coroutine[Int] =
    lazy val later = await(p.value(1)) // error: await in a method without @Async => annotate the method
    Coroutine.of(later + await(p.value(2)))

  @Async
  def inALocalMethod: Coroutine[Int] =
    def local(n: Int) = n + await(p.value(n)) // error: await in a method without @Async => annotate the method
    Coroutine.of(local(1))

  @Async
  def whileAMonitorIsHeld: Coroutine[Int] =
    Coroutine.of(p.synchronized {
      await(p.value(1)) // error: suspension inside synchronized => leave the block
    })

  @Async
  def tailAwaitInsideTry: Coroutine[Int] =
    try tail // error: inside try => Coroutine.of(await(
    finally p.log("finally")

  @Async
  def tail: Coroutine[Int] = Coroutine.of(await(p.value(1)))

  @Async
  def inAnArgumentByDefault(a: Int = await(p.value(1))): Coroutine[Int] = Coroutine.of(a) // error: await in a method without @Async => annotate the method
