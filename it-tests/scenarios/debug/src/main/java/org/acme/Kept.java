package org.acme;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;

public class Kept {

    @Async
    static Coroutine<Integer> length(Coroutine<String> name) {
        String greeting = "hello";
        System.out.println(greeting);
        int length = await(name).length();
        return Coroutine.of(length);
    }

    public static void main(String[] args) {
        Coroutine<Integer> coroutine = length(Coroutine.of("ada"));
        System.out.println("fields: " + coroutine.getClass().getDeclaredFields().length);
    }
}
