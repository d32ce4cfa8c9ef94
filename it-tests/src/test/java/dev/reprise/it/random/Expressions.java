package dev.reprise.it.random;

import dev.reprise.it.random.Place.Variable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes expressions: those of the table, and those that name a variable or hold statements. */
final class Expressions {

    private static final Map<Type, List<Template>> TABLE = new EnumMap<>(Type.class);

    static {
        ExpressionTable.templates()
                .forEach(template -> TABLE.computeIfAbsent((Type) template.result(), type -> new ArrayList<>())
                        .add(template));
    }

    private static final int DEEPEST = 4;

    private final Generator generator;
    private final Choices choices;

    Expressions(Generator generator, Choices choices) {
        this.generator = generator;
        this.choices = choices;
    }

    Node make(Type type, Place place) {
        return make(type, place, 0);
    }

    private Node make(Type type, Place place, int depth) {
        if (generator.exhausted() || depth >= DEEPEST || (depth > 0 && choices.chance(25))) {
            return leaf(type, place);
        }
        if (choices.chance(25)) {
            return holdingStatements(type, place, depth);
        }
        if (choices.chance(12)) {
            Node node = assignment(type, place, depth);
            if (node != null) {
                return node;
            }
        }
        boolean awaits = place.awaits() && choices.chance(45);
        boolean fails = choices.chance(10);
        List<Template> fitting = TABLE.getOrDefault(type, List.of()).stream()
                .filter(template -> template.construct().startsWith("await") == awaits)
                .filter(template -> fails || !template.construct().equals(ExpressionTable.FAILING))
                .toList();
        return fill(choices.of(fitting), place, depth);
    }

    /** Makes what a template says. */
    Node fill(Template template, Place place, int depth) {
        generator.spend();
        List<Node> parts = new ArrayList<>();
        for (int i = 0; i < template.holes().size(); i++) {
            Template.Hole hole = template.holes().get(i);
            Place here = template.wideBelow(i) ? place.aboveWide() : place;
            parts.add(
                    hole.construct() == null
                            ? make(hole.type(), here, depth + 1)
                            : named(hole.type(), hole.construct(), here, depth + 1));
        }
        boolean small = parts.stream().allMatch(part -> part.parts().isEmpty());
        String text = small ? template.withoutTypeArguments() : template.text();
        return new Node(template.result(), template.construct(), text, parts, true);
    }

    /** Makes an expression of a certain construct. */
    private Node named(Type type, String construct, Place place, int depth) {
        if (generator.exhausted()) {
            return leaf(type, place);
        }
        return switch (construct) {
            case "switch expression" -> generator.switches().expression(type, place);
            case "switch expression with try" -> generator.switches().expressionWithTry(type, place);
            default ->
                fill(
                        choices.of(TABLE.getOrDefault(type, List.of()).stream()
                                .filter(template -> template.construct().equals(construct))
                                .toList()),
                        place,
                        depth);
        };
    }

    private Node holdingStatements(Type type, Place place, int depth) {
        return switch (choices.below(7)) {
            case 0, 1 -> generator.switches().expression(type, place);
            case 2 -> generator.switches().expressionWithTry(type, place);
            case 3 ->
                type == Type.BOOLEAN
                        ? instanceOf(place, depth)
                        : generator.lambdas().called(type, place);
            case 4 -> generator.lambdas().called(type, place);
            case 5 -> generator.lambdas().argument(type, place);
            default -> generator.callOfHelper(type, place);
        };
    }

    /** {@code o instanceof Integer i && ...}: the variable is in scope to the right. */
    private Node instanceOf(Place place, int depth) {
        generator.spend();
        Type type = choices.of(List.of(Type.STRING, Type.INTEGER));
        String name = generator.name("i");
        Node tested = make(Type.OBJECT, place, depth + 1);
        Node then = make(Type.BOOLEAN, place.with(new Variable(name, type, true, false)), depth + 1);
        String text = "(# instanceof " + type.source() + " " + name + " && #)";
        return new Node(Type.BOOLEAN, "instanceof with a pattern", text, List.of(tested, then), true);
    }

    private @Nullable Node assignment(Type type, Place place, int depth) {
        List<Variable> fitting = place.variables().stream()
                .filter(variable -> variable.type() == type && variable.assignable())
                .toList();
        if (fitting.isEmpty()) {
            return null;
        }
        String name = choices.of(fitting).name();
        generator.spend();
        String operator = CompoundOperators.of(type);
        if (operator.isEmpty() || choices.chance(50)) {
            return new Node(
                    type,
                    "assignment to a variable",
                    "(" + name + " = #)",
                    List.of(make(type, place, depth + 1)),
                    true);
        }
        Place here = type.wide() ? place.aboveWide() : place;
        return new Node(
                type,
                "compound assignment to a variable",
                "(" + name + " " + operator + " #)",
                List.of(make(CompoundOperators.operandOf(type), here, depth + 1)),
                true);
    }

    /** The awaits here do not count as nodes, so that the last operands of a program are not all without one. */
    private Node leaf(Type type, Place place) {
        if (place.awaits() && choices.chance(25)) {
            return new Node(type, "await", "await(p.value(#))", List.of(plain(type, place)), true);
        }
        return plain(type, place);
    }

    private Node plain(Type type, Place place) {
        List<Variable> readable = place.variables().stream()
                .filter(variable -> variable.type() == type)
                .toList();
        if (readable.isEmpty() || choices.chance(20)) {
            return literal(type, choices.of(type.literals()));
        }
        return Node.leaf(type, "variable", choices.of(readable).name());
    }

    static Node literal(Type type, String source) {
        return Node.leaf(type, "literal", source);
    }
}
