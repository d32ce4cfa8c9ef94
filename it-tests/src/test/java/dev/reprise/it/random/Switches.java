package dev.reprise.it.random;

import dev.reprise.it.random.Place.Target;
import dev.reprise.it.random.Place.Variable;
import java.util.ArrayList;
import java.util.List;

/** Makes switch statements and switch expressions. */
final class Switches {

    /** A pattern with the variables that it binds. */
    private record Pattern(String source, List<Variable> bound) {}

    private static final java.util.regex.Pattern ASSIGNMENT = java.util.regex.Pattern.compile("[^=!<>]=[^=]");

    private final Generator generator;
    private final Choices choices;

    Switches(Generator generator, Choices choices) {
        this.generator = generator;
        this.choices = choices;
    }

    /** {@code switch (selector) { case 1 -> value; case 2 -> { ...; yield value; } default -> ... }} */
    Node expression(Type type, Place place) {
        generator.spend();
        if (generator.patterns() && choices.chance(40)) {
            return patternExpression(type, place);
        }
        Type on = selector();
        List<Node> rules = new ArrayList<>();
        boolean arrows = choices.chance(70);
        for (String label : labels(on)) {
            rules.add(arrows ? rule(type, place, "case " + label) : group(type, place, "case " + label));
        }
        rules.add(otherwise(type, place, arrows));
        return expression(type, "switch expression", on, place, rules);
    }

    private Node expression(Type type, String construct, Type on, Place place, List<Node> rules) {
        Node selector = generator.expressions().make(on, place);
        Node list = Node.sequence(Part.LIST, rules, true);
        return new Node(type, construct, type.cast("(switch (#) {\n#\n})"), List.of(selector, list), true);
    }

    /** The same with a try in each rule; without one where javac cannot compile it. */
    Node expressionWithTry(Type type, Place place) {
        if (!place.mayTry()) {
            return expression(type, place);
        }
        generator.spend();
        Type on = selector();
        List<Node> rules = new ArrayList<>();
        for (String label : labels(on)) {
            Node block = yielding(type, place.inSwitchExpression(type).inTry(false));
            Node handler = yielding(type, place.inSwitchExpression(type));
            rules.add(new Node(
                    Part.ITEM,
                    "",
                    "case " + label + " -> {\ntry {\n#\n} catch (RuntimeException " + generator.name("e")
                            + ") {\n#\n}\n}",
                    List.of(block, handler),
                    true));
        }
        rules.add(otherwise(type, place, true));
        return expression(type, "switch expression with try", on, place, rules);
    }

    private Node patternExpression(Type type, Place place) {
        List<Node> rules = new ArrayList<>();
        for (Pattern pattern : patterns()) {
            Place inside = place.with(pattern.bound().toArray(Variable[]::new));
            rules.add(guarded(pattern, inside, rule(type, inside, "case ?")));
        }
        rules.add(otherwise(type, place, true));
        return expression(type, "switch expression on patterns", Type.OBJECT, place, rules);
    }

    private List<Pattern> patterns() {
        String a = generator.name("a");
        String b = generator.name("b");
        String c = generator.name("c");
        Pattern record = new Pattern(
                "Kit.Pair(Integer " + a + ", Object " + b + ")",
                List.of(new Variable(a, Type.INTEGER, false, true), new Variable(b, Type.OBJECT, false, true)));
        Pattern deep = new Pattern(
                "Kit.Pair(var " + a + ", Kit.Pair(String " + b + ", var " + c + "))",
                List.of(
                        new Variable(a, Type.OBJECT, false, true),
                        new Variable(b, Type.STRING, false, true),
                        new Variable(c, Type.OBJECT, false, true)));
        Pattern text = new Pattern("String " + a, List.of(new Variable(a, Type.STRING, false, true)));
        Pattern number = new Pattern("Integer " + a, List.of(new Variable(a, Type.INTEGER, false, true)));
        return List.of(choices.chance(50) ? record : deep, choices.chance(50) ? text : number);
    }

    /** Puts the pattern, with a guard perhaps, into a rule. javac refuses a guard that is always false. */
    private Node guarded(Pattern pattern, Place place, Node rule) {
        if (choices.chance(40)) {
            return new Node(Part.ITEM, "", rule.text().replace("?", pattern.source()), rule.parts(), rule.completes());
        }
        List<Node> parts = new ArrayList<>();
        parts.add(guard(place.inGuard()));
        parts.addAll(rule.parts());
        return new Node(
                Part.ITEM,
                "guard",
                rule.text().replace("?", pattern.source() + " when fuel.more() && #"),
                parts,
                rule.completes());
    }

    /** Makes a guard. javac refuses one that assigns a variable or a field. */
    private Node guard(Place place) {
        Node guard = generator.expressions().make(Type.BOOLEAN, place);
        if (!ASSIGNMENT.matcher(guard.source()).find()) {
            return guard;
        }
        Node value = Expressions.literal(Type.BOOLEAN, choices.of(Type.BOOLEAN.literals()));
        return place.awaits() ? new Node(Type.BOOLEAN, "await", "await(p.value(#))", List.of(value), true) : value;
    }

    /** {@code case X -> ...} of a switch expression. */
    private Node rule(Type type, Place place, String label) {
        if (choices.chance(50)) {
            return new Node(
                    Part.ITEM,
                    "",
                    label + " -> #;",
                    List.of(generator.expressions().make(type, place)),
                    true);
        }
        if (choices.chance(15)) {
            Node message = generator.expressions().make(Type.STRING, place);
            return new Node(Part.ITEM, "", label + " -> throw new IllegalStateException(#);", List.of(message), true);
        }
        Node block = yielding(type, place.inSwitchExpression(type));
        return new Node(Part.ITEM, "", label + " -> {\n#\n}", List.of(block), true);
    }

    /** {@code case X: { ...; yield value; }} */
    private Node group(Type type, Place place, String label) {
        Node block = yielding(type, place.inSwitchExpression(type));
        return new Node(Part.ITEM, "", label + ": {\n#\n}", List.of(block), true);
    }

    /** The last rule. It yields: a switch expression must do so somewhere. */
    private Node otherwise(Type type, Place place, boolean arrow) {
        Node value = arrow ? generator.expressions().make(type, place) : yielded(type, place.inSwitchExpression(type));
        return new Node(Part.ITEM, "", arrow ? "default -> #;" : "default:\n#", List.of(value), true);
    }

    /** Statements of which the last one yields. */
    private Node yielding(Type type, Place place) {
        Place inside = place.block();
        Node block = generator.statements().into(inside, 2);
        if (!block.completes()) {
            return block;
        }
        List<Node> statements = new ArrayList<>(block.parts());
        statements.add(yielded(type, inside));
        return Node.sequence(Part.BLOCK, statements, false);
    }

    /** {@code yield value;}, where javac takes a parenthesis for that of a call: of a conditional that it folds. */
    Node yielded(Type type, Place place) {
        Node value = generator.expressions().make(type, place);
        boolean parenthesis = value.source().startsWith("(");
        String text = parenthesis ? "yield true ? # : " + type.literals().get(0) + ";" : "yield #;";
        return new Node(Part.STATEMENT, "yield", text, List.of(value), false);
    }

    /** A switch statement of either form. */
    Node statement(Place place) {
        generator.spend();
        Target target = new Target(generator.name("L"), false, true);
        Place inside = place.with(target);
        if (generator.patterns() && choices.chance(30)) {
            return patternStatement(place, inside, target);
        }
        Type on = selector();
        Node selector = generator.expressions().make(on, place);
        boolean arrows = choices.chance(50);
        List<String> labels = new ArrayList<>(labels(on));
        labels.replaceAll("case "::concat);
        boolean otherwise = choices.chance(60);
        if (otherwise) {
            labels.add("default");
        }
        List<Node> groups = new ArrayList<>();
        boolean ends = !otherwise;
        for (String label : labels) {
            Node group = arrows ? blockRule(inside, label) : oldGroup(inside, label, target);
            groups.add(group);
            boolean last = groups.size() == labels.size();
            ends |= group.completes() && (arrows || last);
        }
        return statement("switch on " + on.source(), target, selector, groups, ends);
    }

    private Node patternStatement(Place place, Place inside, Target target) {
        Node selector = generator.expressions().make(Type.OBJECT, place);
        List<Node> rules = new ArrayList<>();
        for (Pattern pattern : patterns()) {
            Place bound = inside.with(pattern.bound().toArray(Variable[]::new));
            rules.add(guarded(pattern, bound, blockRule(bound, "case ?")));
        }
        rules.add(blockRule(inside, "default"));
        boolean ends = rules.stream().anyMatch(Node::completes);
        return statement("switch on patterns", target, selector, rules, ends);
    }

    private static Node statement(String construct, Target target, Node selector, List<Node> groups, boolean ends) {
        return new Node(
                Part.STATEMENT,
                construct.replace("Kit.", ""),
                target.label + ":\nswitch (#) {\n#\n}",
                List.of(selector, Node.sequence(Part.LIST, groups, true)),
                ends || target.broken);
    }

    private Node blockRule(Place place, String label) {
        Node block = generator.statements().block(place, 2);
        return new Node(Part.ITEM, "", label + " -> {\n#\n}", List.of(block), block.completes());
    }

    private Node oldGroup(Place place, String label, Target target) {
        Node block = generator.statements().block(place, 2);
        if (block.completes() && choices.chance(60)) {
            target.broken = true;
            return new Node(Part.ITEM, "", label + ": {\n#\n}\nbreak;", List.of(block), false);
        }
        return new Node(Part.ITEM, "", label + ": {\n#\n}", List.of(block), block.completes());
    }

    private Type selector() {
        return choices.of(List.of(Type.INT, Type.STRING, Type.COLOUR, Type.CHAR));
    }

    private static List<String> labels(Type on) {
        return switch (on) {
            case STRING -> List.of("\"a\"", "\"cd\"");
            case COLOUR -> List.of("GREEN", "BLUE");
            case CHAR -> List.of("'a'", "'b'");
            default -> List.of("1", "2, 7");
        };
    }
}
