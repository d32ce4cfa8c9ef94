package org.acme.tests;

final class Greeting {

    private Greeting() {}

    static String greet(String name) {
        return "hello " + name;
    }
}
