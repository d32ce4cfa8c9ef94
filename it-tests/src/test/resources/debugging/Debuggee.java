import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.support.Later;
import java.util.function.Supplier;

/**
 * What the debugger is to see stands on the line where it stops, one stop after the other: the number of the step, then
 * the variables and their values. Those in brackets are dead there: the debugger sees them with the option debug only.
 */
public class Debuggee {

    /** How many steps the coroutine that runs has begun; each suspension below ends one. */
    static int step;

    private final int base = 10;

    private static void run(Coroutine<?> coroutine) {
        step = 1;
        while (coroutine.next()) {
            step++;
        }
    }

    public static void main(String[] arguments) {
        run(new Debuggee().straight("ada", 5, 'u'));
        run(loop(2, "text"));
        run(array(new int[] {3, 4}));
        run(handled("t"));
        run(nested(4));
        run(lambda("x").get());
        run(waits(null));
        run(new Debuggee().inner("k").get());
    }

    @Async
    Coroutine<String> straight(String name, long width, char unused) {
        int first = base + 1; //: 1 this=Debuggee name=ada width=5 [unused=u]
        String early = name + first; //: 1 this=Debuggee name=ada width=5 first=11 [unused=u]
        await(Later.of(early)); //: 1 this=Debuggee name=ada width=5 first=11 early=ada11 [unused=u]
        double later = width * 1.5; //: 2 this=Debuggee name=ada width=5 first=11 [early=ada11] [unused=u]
        return Coroutine.of(name + first + later); //: 2 this=Debuggee name=ada width=5 first=11 later=7.5 [early=ada11] [unused=u]
    }

    @Async
    static Coroutine<Integer> loop(int count, String text) {
        int sum = 0; //: 1 count=2 text=text
        for (int i = 0; i < count; i++) { //: 1 count=2 text=text sum=0 | 3 count=2 text=text sum=1 i=0 | 5 count=2 text=text sum=3 i=1
            String each = text + i; //: 1 count=2 text=text sum=0 i=0 | 3 count=2 text=text sum=1 i=1
            await(Later.of(each)); //: 1 count=2 text=text sum=0 i=0 each=text0 | 3 count=2 text=text sum=1 i=1 each=text1
            sum += await(Later.of(i + 1)); //: 2 count=2 text=text sum=0 i=0 [each=text0] | 4 count=2 text=text sum=1 i=1 [each=text1]
        }
        return Coroutine.of(sum); //: 5 count=2 text=text sum=3
    }

    @Async
    static Coroutine<Integer> array(int[] numbers) {
        int sum = 0; //: 1 numbers=int[2]
        for (int number : numbers) { //: 1 numbers=int[2] sum=0 | 2 [numbers=int[2]] sum=3 | 3 [numbers=int[2]] sum=7
            sum += await(Later.of(number)); //: 1 [numbers=int[2]] sum=0 number=3 | 2 [numbers=int[2]] sum=3 number=4
        }
        return Coroutine.of(sum); //: 3 [numbers=int[2]] sum=7
    }

    @Async
    static Coroutine<String> handled(String text) {
        String log = ""; //: 1 text=t
        try {
            await(Later.failing(new IllegalStateException(text))); //: 1 text=t log=
            log += "not reached"; //:
        } catch (IllegalStateException e) { //: 2 [text=t] log=
            log += e.getMessage(); //: 2 [text=t] log= e=IllegalStateException
            await(Later.of(log)); //: 2 [text=t] log=t e=IllegalStateException
            log += "!"; //: 3 [text=t] log=t [e=IllegalStateException]
        } finally {
            int kept = log.length(); //: 3 [text=t] log=t!
            await(Later.of(kept)); //: 3 [text=t] log=t! kept=2
            log += kept; //: 4 [text=t] log=t! kept=2
        } //: 4 [text=t] log=t!2
        return Coroutine.of(log); //: 4 [text=t] log=t!2
    }

    @Async
    static Coroutine<Integer> nested(int a) {
        int sum = sum(await(Later.of(a)), await(Later.of(a + 1))) //: 1 a=4
                + await(Later.of(6)); //: 3 [a=4]
        return Coroutine.of(sum); //: 4 [a=4] sum=15
    }

    private static int sum(int a, int b) {
        return a + b;
    }

    static Supplier<Coroutine<String>> lambda(String captured) {
        return () -> {
            String own = captured + "-"; //: 1 captured=x
            int length = await(Later.of(own.length())); //: 1 captured=x own=x-
            return Coroutine.of(own + length); //: 2 [captured=x] own=x- length=2
        };
    }

    @Async
    static Coroutine<Object> waits(Object nothing) {
        Object sent = suspend(nothing); //: 1 nothing=null
        return Coroutine.of(sent); //: 2 [nothing=null] sent=null
    }

    Supplier<Coroutine<Integer>> inner(String key) {
        return () -> {
            int first = await(Later.of(base + key.length())); //: 1 this=Debuggee key=k
            return Coroutine.of(first + base); //: 2 this=Debuggee [key=k] first=11
        };
    }
}
