package dev.reprise.it.random;

import dev.reprise.it.random.Place.Target;
import dev.reprise.it.random.Place.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes statements but switches and tries. */
final class Statements {

    private static final int DEEPEST = 4;

    private static final List<Template> TABLE = Stream.of(
                    Template.of("assert", Part.STATEMENT, "assert {boolean} : {string};"),
                    Template.of("assignment to an array element", Part.STATEMENT, "({ints})[{int} & 1] = {int};"),
                    Template.of("assignment to an array element", Part.STATEMENT, "({longs})[{int} & 1] = {long};"),
                    Template.of(
                            "compound assignment to an array element", Part.STATEMENT, "({ints})[{int} & 1] -= {int};"),
                    Template.of(
                            "compound assignment to an array element",
                            Part.STATEMENT,
                            "({longs})[{int} & 1] += {long};",
                            true),
                    Template.of(
                            "compound assignment to an array element",
                            Part.STATEMENT,
                            "({strings})[{int} & 1] += {int};"),
                    Template.of("compound assignment to a field", Part.STATEMENT, "{box}.s += {int};"),
                    Template.of("assignment to a field", Part.STATEMENT, "{box}.d = {double};"),
                    Template.of("await, suspended by hand", Part.STATEMENT, "p.log(suspend(p.token({string})));"),
                    Template.of("await of nothing", Part.STATEMENT, "await(p.pause());"))
            .toList();

    private final Generator generator;
    private final Choices choices;

    Statements(Generator generator, Choices choices) {
        this.generator = generator;
        this.choices = choices;
    }

    /** Makes a block with a scope of its own. */
    Node block(Place place, int most) {
        return into(place.block(), most);
    }

    /** Makes a block of at least one statement; what it declares is in scope at the given place from then on. */
    Node into(Place place, int most) {
        List<Node> statements = new ArrayList<>();
        int wanted = generator.exhausted() ? 1 : 1 + choices.below(most);
        boolean completes = true;
        while (completes && statements.size() < wanted) {
            Node next = statement(place);
            statements.add(next);
            completes = next.completes();
        }
        return Node.sequence(Part.BLOCK, statements, completes);
    }

    private Node statement(Place place) {
        if (generator.exhausted() || place.depth() >= DEEPEST || choices.chance(45)) {
            return simple(place);
        }
        return switch (choices.below(12)) {
            case 0 -> condition(place);
            case 1 -> whileLoop(place);
            case 2 -> doLoop(place);
            case 3 -> forLoop(place);
            case 4 -> eachOfAnArray(place);
            case 5 -> eachOfAnIterable(place);
            case 6 -> labelledBlock(place);
            case 7 -> generator.switches().statement(place);
            default -> place.mayTry() ? generator.tries().statement(place) : condition(place);
        };
    }

    private Node simple(Place place) {
        generator.spend();
        return switch (choices.below(10)) {
            case 0, 1, 2 -> declaration(place);
            case 3 -> assignedInBranches(place);
            case 4 -> logged(place);
            case 5, 6 -> assignment(place);
            case 7 -> place.depth() == 0 ? fromTable(place) : jump(place);
            case 8 -> place.awaits() && choices.chance(30) ? generator.lambdas().stored(place) : fromTable(place);
            default -> fromTable(place);
        };
    }

    private Node fromTable(Place place) {
        return generator
                .expressions()
                .fill(
                        choices.of(TABLE.stream()
                                .filter(template ->
                                        place.awaits() || !template.construct().startsWith("await"))
                                .toList()),
                        place,
                        0);
    }

    private Node declaration(Place place) {
        Type type = choices.of(List.of(Type.values()));
        Node value = generator.expressions().make(type, place);
        boolean isFinal = choices.chance(30);
        String name = generator.name("v");
        place.variables().add(new Variable(name, type, !isFinal, isFinal));
        String text = (isFinal ? "final " : "") + type.source() + " " + name + " = #;";
        return new Node(
                Part.STATEMENT, "local of type " + type.source().replace("Kit.", ""), text, List.of(value), true);
    }

    /** {@code int v; if (c) { ...; v = 1; } else { ...; v = 2; }} */
    private Node assignedInBranches(Place place) {
        Type type = choices.of(List.of(Type.values()));
        String name = generator.name("v");
        List<Node> parts = new ArrayList<>();
        parts.add(generator.expressions().make(Type.BOOLEAN, place));
        for (int branch = 0; branch < 2; branch++) {
            parts.add(generator.expressions().make(type, place));
        }
        place.variables().add(new Variable(name, type, true, false));
        String text = type.source() + " " + name + ";\nif (#) {\n" + name + " = #;\n} else {\n" + name + " = #;\n}";
        return new Node(Part.STATEMENT, "local assigned in branches", text, parts, true);
    }

    private Node logged(Place place) {
        Type type = choices.of(List.of(Type.values()));
        return new Node(
                Part.STATEMENT,
                "statement logged",
                type.logged("#") + ";",
                List.of(generator.expressions().make(type, place)),
                true);
    }

    private Node assignment(Place place) {
        List<Variable> assignable =
                place.variables().stream().filter(Variable::assignable).toList();
        if (assignable.isEmpty()) {
            return declaration(place);
        }
        Variable variable = choices.of(assignable);
        Type type = variable.type();
        String operator = CompoundOperators.of(type);
        if (operator.isEmpty() || choices.chance(50)) {
            Node value = generator.expressions().make(type, place);
            return new Node(
                    Part.STATEMENT, "assignment to a variable", variable.name() + " = #;", List.of(value), true);
        }
        Place here = type.wide() ? place.aboveWide() : place;
        Node value = generator.expressions().make(CompoundOperators.operandOf(type), here);
        String text = variable.name() + " " + operator + " #;";
        return new Node(Part.STATEMENT, "compound assignment to a variable", text, List.of(value), true);
    }

    /** A jump, sometimes where a condition holds only. */
    Node jump(Place place) {
        boolean conditional = choices.chance(75);
        Node condition = conditional ? generator.expressions().make(Type.BOOLEAN, place) : null;
        Node jump = unconditional(place);
        if (condition == null) {
            return jump;
        }
        return new Node(Part.STATEMENT, "if", "if (#) {\n#\n}", List.of(condition, jump), true);
    }

    private Node unconditional(Place place) {
        boolean leaves = !place.targets().isEmpty() && choices.chance(65);
        if (leaves) {
            return leaving(place, choices.of(place.targets()));
        }
        Type yields = place.yields();
        if (yields != null && choices.chance(60)) {
            return generator.switches().yielded(yields, place);
        }
        Type returns = place.returns();
        if (returns != null && choices.chance(60)) {
            return returned(returns, place);
        }
        Node error = generator.expressions().make(Type.STRING, place);
        if (place.awaits() && choices.chance(40)) {
            String text =
                    "throw Coroutine.<RuntimeException>await(p.<RuntimeException>value(new IllegalArgumentException(#)));";
            return new Node(Part.STATEMENT, "throw", text, List.of(error), false);
        }
        return new Node(Part.STATEMENT, "throw", "throw new IllegalStateException(#);", List.of(error), false);
    }

    private Node leaving(Place place, Target target) {
        List<Target> targets = place.targets();
        boolean innermost = targets.get(targets.size() - 1) == target;
        if (target.loop && choices.chance(50)) {
            target.continued = true;
            return innermost && choices.chance(50)
                    ? leaf("continue", "continue;")
                    : leaf("continue with a label", "continue " + target.label + ";");
        }
        target.broken = true;
        return innermost && target.plain && choices.chance(50)
                ? leaf("break", "break;")
                : leaf("break with a label", "break " + target.label + ";");
    }

    private static Node leaf(String construct, String text) {
        return new Node(Part.STATEMENT, construct, text, List.of(), false);
    }

    /** {@code return ...}, of a value or of another coroutine. */
    Node returned(Type type, Place place) {
        if (!place.inTry() && place.awaits() && choices.chance(30)) {
            return generator.tailCall(type, place);
        }
        Node value = generator.expressions().make(type, place);
        return new Node(Part.STATEMENT, "return", "return " + Lambdas.completed(type) + ";", List.of(value), false);
    }

    private Node condition(Place place) {
        generator.spend();
        Node test = generator.expressions().make(Type.BOOLEAN, place);
        Node then = block(place, 3);
        if (choices.chance(40)) {
            return new Node(Part.STATEMENT, "if", "if (#) {\n#\n}", List.of(test, then), true);
        }
        Node otherwise = block(place, 3);
        boolean completes = then.completes() || otherwise.completes();
        return new Node(
                Part.STATEMENT, "if else", "if (#) {\n#\n} else {\n#\n}", List.of(test, then, otherwise), completes);
    }

    private Target loop() {
        generator.spend();
        return new Target(generator.name("L"), true, true);
    }

    private Node whileLoop(Place place) {
        Target target = loop();
        Node test = generator.expressions().make(Type.BOOLEAN, place);
        Node body = block(place.with(target), 3);
        if (choices.chance(40)) {
            String text = target.label + ":\nwhile (true) {\nif (!fuel.more() || #) {\nbreak;\n}\n#\n}";
            return new Node(Part.STATEMENT, "while true", text, List.of(test, body), true);
        }
        String text = target.label + ":\nwhile (fuel.more() && #) {\n#\n}";
        return new Node(Part.STATEMENT, "while", text, List.of(test, body), true);
    }

    private Node doLoop(Place place) {
        Target target = loop();
        Node body = block(place.with(target), 3);
        Node test = generator.expressions().make(Type.BOOLEAN, place);
        String text = target.label + ":\ndo {\n#\n} while (fuel.more() && #);";
        boolean completes = body.completes() || target.continued || target.broken;
        return new Node(Part.STATEMENT, "do while", text, List.of(body, test), completes);
    }

    private Node forLoop(Place place) {
        Target target = loop();
        Type type = choices.of(List.of(Type.INT, Type.LONG));
        String name = generator.name("i");
        Place inside = place.with(target).with(new Variable(name, type, true, false));
        List<Node> parts = List.of(
                generator.expressions().make(type, place),
                generator.expressions().make(Type.BOOLEAN, inside),
                generator.expressions().make(Type.INT, type.wide() ? inside.aboveWide() : inside),
                block(inside, 3));
        String text = target.label + ":\nfor (" + type.source() + " " + name + " = #; fuel.more() && #; " + name
                + " += #) {\n#\n}";
        return new Node(Part.STATEMENT, "for", text, parts, true);
    }

    private Node eachOfAnArray(Place place) {
        Type array = choices.of(List.of(Type.INTS, Type.LONGS, Type.STRINGS));
        Type element = array == Type.INTS ? Type.INT : array == Type.LONGS ? Type.LONG : Type.STRING;
        return each("for each of an array", array, element, place);
    }

    private Node eachOfAnIterable(Place place) {
        return each("for each of an iterable", Type.LIST, choices.chance(50) ? Type.INT : Type.INTEGER, place);
    }

    private Node each(String construct, Type of, Type element, Place place) {
        Target target = loop();
        Node elements = generator.expressions().make(of, place);
        boolean isFinal = choices.chance(30);
        String name = generator.name("each");
        Place inside = place.with(target).with(new Variable(name, element, !isFinal, isFinal));
        Node body = block(inside, 3);
        String text = target.label + ":\nfor (" + (isFinal ? "final " : "") + element.source() + " " + name
                + " : #) {\nif (!fuel.more()) {\nbreak;\n}\n#\n}";
        return new Node(Part.STATEMENT, construct, text, List.of(elements, body), true);
    }

    private Node labelledBlock(Place place) {
        generator.spend();
        Target target = new Target(generator.name("L"), false, false);
        Node body = block(place.with(target), 3);
        String text = target.label + ": {\n#\n}";
        return new Node(Part.STATEMENT, "labelled block", text, List.of(body), body.completes() || target.broken);
    }
}
