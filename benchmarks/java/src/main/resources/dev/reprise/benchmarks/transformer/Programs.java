package programs;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.ArrayList;
import java.util.List;

/** The methods whose growth is measured; Programs.kt has the same ones. */
final class Programs {

    interface Source {
        Coroutine<Integer> read();

        Coroutine<String> name(int number);

        Coroutine<Void> close();
    }

    record Pair(int left, int right) {}

    @Async
    static Coroutine<Integer> single(Source source) {
        return Coroutine.of(await(source.read()) + 1);
    }

    @Async
    static Coroutine<Integer> loop(Source source, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += await(source.read()) * i;
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<Integer> locals(Source source) {
        int a = await(source.read());
        int b = await(source.read());
        int c = await(source.read());
        int d = await(source.read());
        int e = await(source.read());
        return Coroutine.of(a + b * c - d * e);
    }

    @Async
    static Coroutine<String> operands(Source source, String text) {
        return Coroutine.of(
                text + await(source.read()) + ", " + (await(source.read()) + await(source.read()) * await(source.read())));
    }

    @Async
    static Coroutine<Integer> cleanup(Source source) {
        try {
            return Coroutine.of(await(source.read()) + await(source.read()));
        } catch (IllegalStateException e) {
            return Coroutine.of(await(source.read()));
        } finally {
            await(source.close());
        }
    }

    @Async
    static Coroutine<String> branches(Source source, int number) {
        switch (number) {
            case 0:
                return Coroutine.of(await(source.name(10)));
            case 1:
                return Coroutine.of(await(source.name(20)) + number);
            case 2:
                await(source.close());
                return Coroutine.of("closed");
            default:
                return Coroutine.of(await(source.read()) > 3 ? await(source.name(30)) : "small");
        }
    }

    @Async
    static Coroutine<Integer> fibonacci(int n) {
        if (n < 2) {
            return Coroutine.of(n);
        }
        return Coroutine.of(await(fibonacci(n - 1)) + await(fibonacci(n - 2)));
    }

    @Async
    static Coroutine<List<String>> collect(Source source, List<Integer> numbers) {
        List<String> names = new ArrayList<>();
        for (int number : numbers) {
            String name = await(source.name(number));
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return Coroutine.of(names);
    }

    @Async
    static Coroutine<Integer> nested(Source source, int rows, int columns) {
        int found = -1;
        outer:
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int value = await(source.read());
                if (value == row * column) {
                    found = row;
                    break outer;
                }
            }
            await(source.close());
        }
        return Coroutine.of(found);
    }

    @Async
    static Coroutine<String> parameters(Source source, int a, long b, double c, String d, String e, int f, int g) {
        int first = await(source.read());
        int second = await(source.read());
        await(source.close());
        return Coroutine.of(d + e + (first + second + a + b + c + f + g));
    }

    @Async
    static Coroutine<Void> sequence(Source source) {
        await(source.close());
        await(source.name(1));
        await(source.name(2));
        await(source.name(3));
        await(source.name(4));
        await(source.name(5));
        await(source.name(6));
        await(source.name(7));
        await(source.name(8));
        await(source.close());
        return Coroutine.done();
    }

    @Async
    static Coroutine<Pair> create(Source source) {
        return Coroutine.of(new Pair(await(source.read()), await(source.read())));
    }

    private Programs() {}
}
