package dev.reprise.it.random;

import dev.reprise.it.random.Place.Variable;
import java.util.ArrayList;
import java.util.List;

/** Makes try statements: handlers, finally blocks, resources. */
final class Tries {

    /** What handlers catch; a later one never before an earlier one, so that none is unreachable. */
    private static final List<String> CAUGHT = List.of(
            "IllegalStateException",
            "IllegalArgumentException | ArithmeticException",
            "RuntimeException",
            "Exception",
            "Throwable");

    private static final List<String> CAUGHT_WITH_CHECKED =
            List.of("IllegalStateException | IOException", "ArithmeticException", "RuntimeException", "Exception");

    private final Generator generator;
    private final Choices choices;

    Tries(Generator generator, Choices choices) {
        this.generator = generator;
        this.choices = choices;
    }

    Node statement(Place place) {
        generator.spend();
        return switch (choices.below(4)) {
            case 0 -> withFinally(place, false);
            case 1 -> withFinally(place, true);
            case 2 -> withHandlers(place);
            default -> withResources(place);
        };
    }

    private Node withFinally(Place place, boolean handlers) {
        Node last = generator.statements().block(place, 2);
        Place inside = place.inTry(!last.completes());
        Node body = generator.statements().block(inside, 3);
        String overrides = last.completes() ? "" : ", overriding";
        if (!handlers) {
            return new Node(
                    Part.STATEMENT,
                    "try finally" + overrides,
                    "try {\n#\n} finally {\n#\n}",
                    List.of(body, last),
                    body.completes() && last.completes());
        }
        boolean checked = choices.chance(30);
        Node caught = handlers(inside, checked);
        boolean completes = (body.completes() || caught.completes()) && last.completes();
        return new Node(
                Part.STATEMENT,
                "try catch finally" + overrides,
                "try {\n" + check(checked) + "#\n} # finally {\n#\n}",
                List.of(body, caught, last),
                completes);
    }

    private Node withHandlers(Place place) {
        Node body = generator.statements().block(place.inTry(false), 3);
        boolean checked = choices.chance(40);
        Node caught = handlers(place, checked);
        return new Node(
                Part.STATEMENT,
                checked ? "try with a multi-catch" : "try catch",
                "try {\n" + check(checked) + "#\n} #",
                List.of(body, caught),
                body.completes() || caught.completes());
    }

    /** A statement without which a checked exception could not be caught. */
    private String check(boolean checked) {
        return checked ? "Kit.check(" + choices.below(5) + ");\n" : "";
    }

    private Node handlers(Place place, boolean checked) {
        List<Node> handlers = new ArrayList<>();
        List<String> types = checked ? CAUGHT_WITH_CHECKED : CAUGHT;
        for (String type : types) {
            boolean needed = checked && handlers.isEmpty();
            if (needed || choices.chance(35) || (handlers.isEmpty() && type.equals("Throwable"))) {
                handlers.add(handler(place, type));
            }
        }
        return Node.sequence(Part.LIST, handlers, handlers.stream().anyMatch(Node::completes));
    }

    private Node handler(Place place, String type) {
        String name = generator.name("e");
        Place inside = place.with(new Variable(name, Type.THROWABLE, false, true));
        Node block = generator.statements().into(inside, 3);
        if (block.completes() && choices.chance(20)) {
            List<Node> statements = new ArrayList<>(block.parts());
            statements.add(new Node(Part.STATEMENT, "rethrow", "throw " + name + ";", List.of(), false));
            block = Node.sequence(Part.BLOCK, statements, false);
        }
        return new Node(
                Part.ITEM, "handler", "catch (" + type + " " + name + ") {\n#\n}", List.of(block), block.completes());
    }

    private Node withResources(Place place) {
        String first = generator.name("r");
        String second = generator.name("r");
        Place inside = place.inTry(false);
        Node name = generator.expressions().make(Type.STRING, place);
        Node other = generator.expressions().make(Type.STRING, inside);
        Variable used = new Variable(first + ".name()", Type.STRING, false, true);
        Node body = generator.statements().into(inside.with(used), 3);
        List<Node> parts = new ArrayList<>(List.of(name, other, body));
        String header = "try (Kit.Resource " + first + " = " + resource(place, "#") + ";\nKit.Resource " + second
                + " = " + resource(place, "#") + ") {\n#\n}";
        if (choices.chance(50)) {
            return new Node(Part.STATEMENT, "try with resources", header, parts, body.completes());
        }
        String error = generator.name("e");
        Node handler = generator.statements().into(place.with(new Variable(error, Type.THROWABLE, false, true)), 2);
        parts.add(handler);
        String text = header + " catch (Exception " + error + ") {\np.log(" + error + ");\n#\n}";
        return new Node(
                Part.STATEMENT,
                "try with resources and a handler",
                text,
                parts,
                body.completes() || handler.completes());
    }

    private String resource(Place place, String name) {
        String made = "new Kit.Resource(p, " + name + ")";
        return place.awaits() && choices.chance(30)
                ? "Coroutine.<Kit.Resource>await(p.<Kit.Resource>value(" + made + "))"
                : made;
    }
}
