package dev.reprise.it.random;

import dev.reprise.it.random.Place.Variable;
import java.util.ArrayList;
import java.util.List;

/** Makes lambdas that await, and their calls. */
final class Lambdas {

    private final Generator generator;
    private final Choices choices;

    Lambdas(Generator generator, Choices choices) {
        this.generator = generator;
        this.choices = choices;
    }

    /** {@code await(((Kit.Call<T>) () -> { ... }).call())}, or an ordinary lambda where nothing may await. */
    Node called(Type type, Place place) {
        generator.spend();
        if (!place.awaits()) {
            Node value = generator.expressions().make(type, place.inLambda(null, false));
            String text = "((Kit.Plain<" + type.boxed() + ">) () -> #).get()";
            return new Node(type, "ordinary lambda", "((" + type.boxed() + ") " + text + ")", List.of(value), true);
        }
        String text = awaited(type, "((Kit.Call<" + type.boxed() + ">) #).call()");
        return new Node(type, "await of a lambda", text, List.of(lambda("()", type, place, List.of())), true);
    }

    /** {@code await(twice(p, n, (i, j, s) -> { ... }))}; the method {@code twice} is in each program. */
    Node argument(Type type, Place place) {
        if (!place.awaits()) {
            return called(type, place);
        }
        generator.spend();
        Node first = generator.expressions().make(Type.INT, place);
        Node lambda = withParameters(type, place);
        String text = awaited(
                type,
                generator.className() + ".<" + type.boxed() + ">twice(#, (Kit.CallWith<" + type.boxed() + ">) #)");
        return new Node(type, "await of a lambda argument", text, List.of(first, lambda), true);
    }

    /** Awaits something: javac is told the type, since it infers nested calls again and again. */
    static String awaited(Type type, String coroutine) {
        return "Coroutine.<" + type.boxed() + ">await(" + coroutine + ")";
    }

    /** {@code final Kit.CallWith<T> f = ...; p.log(await(f.call(...)))}, called more than once. */
    Node stored(Place place) {
        generator.spend();
        Type type = choices.of(List.of(Type.values()));
        String name = generator.name("f");
        String call = name + ".call(#, #, #)";
        return new Node(
                Part.STATEMENT,
                "lambda in a variable",
                "final Kit.CallWith<" + type.boxed() + "> " + name + " = #;\np.log(await(" + call + "));\np.log(await("
                        + call + "));",
                List.of(
                        withParameters(type, place),
                        generator.expressions().make(Type.INT, place),
                        generator.expressions().make(Type.LONG, place),
                        generator.expressions().make(Type.STRING, place.aboveWide()),
                        generator.expressions().make(Type.INT, place),
                        generator.expressions().make(Type.LONG, place),
                        generator.expressions().make(Type.STRING, place.aboveWide())),
                true);
    }

    private Node withParameters(Type type, Place place) {
        Variable i = new Variable(generator.name("i"), Type.INT, true, false);
        Variable j = new Variable(generator.name("j"), Type.LONG, false, true);
        Variable s = new Variable(generator.name("s"), Type.STRING, true, false);
        String parameters = "(" + i.name() + ", " + j.name() + ", " + s.name() + ")";
        return lambda(parameters, type, place, List.of(i, j, s));
    }

    private Node lambda(String parameters, Type type, Place place, List<Variable> variables) {
        Place inside = place.inLambda(type, true);
        inside.variables().addAll(variables);
        if (choices.chance(30)) {
            Node value = generator.expressions().make(type, inside);
            return new Node(Part.ITEM, "lambda", parameters + " -> " + completed(type), List.of(value), true);
        }
        Node block = returning(type, inside, generator.statements().into(inside, 3));
        return new Node(Part.ITEM, "lambda", parameters + " -> {\n#\n}", List.of(block), true);
    }

    /** {@code Coroutine.of(...)} with its type. */
    static String completed(Type type) {
        return "Coroutine.<" + type.boxed() + ">of(#)";
    }

    /** Adds a return to a block that completes. */
    Node returning(Type type, Place place, Node block) {
        if (!block.completes()) {
            return block;
        }
        List<Node> statements = new ArrayList<>(block.parts());
        statements.add(generator.statements().returned(type, place));
        return Node.sequence(Part.BLOCK, statements, false);
    }
}
