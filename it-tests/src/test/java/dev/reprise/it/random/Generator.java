package dev.reprise.it.random;

import dev.reprise.it.random.Place.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the program of a seed, always the same one for the same seed and language level. */
final class Generator {

    /** What a random program calls; the shrinker drops it where it is not needed. */
    private static final Node TWICE = Node.leaf(Part.ITEM, "member", """
            @Async
            private static <T> Coroutine<T> twice(int n, Kit.CallWith<T> body) throws Exception {
            await(body.call(n, 1L, "first"));
            return body.call(n + 1, 2L, "second");
            }
            """);

    /** No field is static: what a run leaves in one the next run would find. */
    private static final Node FIELDS = Node.sequence(
            Part.LIST,
            List.of(
                    Node.leaf(Part.ITEM, "member", "private int i = 1;"),
                    Node.leaf(Part.ITEM, "member", "private long j = 2;"),
                    Node.leaf(Part.ITEM, "member", "private double d = 0.5;"),
                    Node.leaf(Part.ITEM, "member", "private Integer n = 6;"),
                    Node.leaf(Part.ITEM, "member", "private boolean b = true;"),
                    Node.leaf(Part.ITEM, "member", "private String s = \"f\";"),
                    Node.leaf(Part.ITEM, "member", "private long[] a = {3, 4};\n")),
            true);

    private static List<Variable> fieldsOf(String object) {
        return List.of(
                new Variable(object + ".i", Type.INT, true, true),
                new Variable(object + ".j", Type.LONG, true, true),
                new Variable(object + ".d", Type.DOUBLE, true, true),
                new Variable(object + ".n", Type.INTEGER, true, true),
                new Variable(object + ".b", Type.BOOLEAN, true, true),
                new Variable(object + ".s", Type.STRING, true, true),
                new Variable(object + ".a", Type.LONGS, true, true));
    }

    private static final List<Type> RETURNED = List.of(Type.INT, Type.LONG, Type.STRING, Type.BOX, Type.INTS);

    /** An async method besides the first one. */
    private record Helper(String name, boolean isStatic, List<Variable> parameters, Type returns) {}

    private final long seed;
    private final int release;
    private final Choices choices;
    private final Expressions expressions;
    private final Statements statements;
    private final Switches switches;
    private final Tries tries;
    private final Lambdas lambdas;
    private final List<Helper> helpers = new ArrayList<>();
    private int names;
    private int left;

    private Generator(long seed, int release) {
        this.seed = seed;
        this.release = release;
        this.choices = new Choices(seed);
        this.expressions = new Expressions(this, choices);
        this.statements = new Statements(this, choices);
        this.switches = new Switches(this, choices);
        this.tries = new Tries(this, choices);
        this.lambdas = new Lambdas(this, choices);
    }

    /** Makes a program for a language level. */
    static Program program(long seed, int release) {
        return new Generator(seed, release).program();
    }

    Expressions expressions() {
        return expressions;
    }

    Statements statements() {
        return statements;
    }

    Switches switches() {
        return switches;
    }

    Tries tries() {
        return tries;
    }

    Lambdas lambdas() {
        return lambdas;
    }

    /** Returns whether the language has patterns in switches. */
    boolean patterns() {
        return release >= Release.PATTERNS;
    }

    String className() {
        return Program.nameOf(seed);
    }

    String name(String prefix) {
        return prefix + names++;
    }

    /** Notes that a construct was made. */
    void spend() {
        left--;
    }

    /** Returns whether the program is as large as it shall be. */
    boolean exhausted() {
        return left <= 0;
    }

    private Program program() {
        int many = choices.below(100) < 60 ? choices.below(2) : 2;
        for (int i = 0; i < many; i++) {
            helpers.add(helper());
        }
        List<Node> members = new ArrayList<>();
        members.add(FIELDS);
        members.add(entry());
        for (Helper helper : helpers) {
            members.add(method(helper));
        }
        members.add(TWICE);
        return new Program(seed, Node.sequence(Part.LIST, members, true));
    }

    private Helper helper() {
        List<Variable> parameters = new ArrayList<>();
        for (int i = choices.below(4); i > 0; i--) {
            parameters.add(new Variable(name("a"), choices.of(List.of(Type.values())), true, false));
        }
        Type returns = choices.of(RETURNED);
        return new Helper(name("h"), choices.chance(50), parameters, returns);
    }

    private Node entry() {
        left = 6 + choices.below(14);
        Type returns =
                helpers.isEmpty() ? choices.of(RETURNED) : choices.of(helpers).returns();
        Place place = Place.ofMethod(fieldsOf("self"), returns);
        List<Node> parts = new ArrayList<>(awaitedLocals(place));
        Node rest = statements.into(place, 5);
        parts.addAll(rest.parts());
        Node body = lambdas.returning(returns, place, Node.sequence(Part.BLOCK, parts, rest.completes()));
        String text = "@Async\nstatic Coroutine<" + returns.boxed()
                + "> run(Probe p) throws Exception {\nfinal Kit.Fuel fuel = new Kit.Fuel();\nfinal " + className()
                + " self = new " + className() + "();\n#\n}\n";
        return new Node(Part.ITEM, "member", text, List.of(body), true);
    }

    /** Values that no compiler can know, so that every program awaits something and its conditions depend on it. */
    private List<Node> awaitedLocals(Place place) {
        List<Node> locals = new ArrayList<>();
        for (Type type : List.of(Type.INT, Type.BOOLEAN)) {
            String name = name("v");
            Node value = Expressions.literal(type, choices.of(type.literals()));
            Node await = new Node(type, "await", "await(p.value(#))", List.of(value), true);
            locals.add(new Node(
                    Part.STATEMENT,
                    "local of type " + type.source(),
                    type.source() + " " + name + " = #;",
                    List.of(await),
                    true));
            place.variables().add(new Variable(name, type, true, false));
        }
        return locals;
    }

    private Node method(Helper helper) {
        left = 2 + choices.below(6);
        List<Variable> visible = new ArrayList<>(helper.parameters());
        visible.addAll(fieldsOf(helper.isStatic() ? "self" : "this"));
        Place place = Place.ofMethod(visible, helper.returns());
        Node body = lambdas.returning(helper.returns(), place, statements.into(place, 4));
        Node empty = Expressions.literal(
                helper.returns(), helper.returns().literals().get(0));
        String parameters = helper.parameters().stream()
                .map(parameter -> ", " + parameter.type().source() + " " + parameter.name())
                .collect(Collectors.joining());
        String text = "@Async\nprivate " + (helper.isStatic() ? "static " : "") + "Coroutine<"
                + helper.returns().boxed() + "> " + helper.name() + "(Probe p, Kit.Fuel fuel, " + className() + " self"
                + parameters
                + ") throws Exception {\nif (!fuel.more()) {\nreturn Coroutine.of(#);\n}\n#\n}\n";
        return new Node(Part.ITEM, "member", text, List.of(empty, body), true);
    }

    /** {@code await(h(p, fuel, ...))}, or a plain await if no helper fits. */
    Node callOfHelper(Type type, Place place) {
        List<Helper> fitting =
                helpers.stream().filter(helper -> helper.returns() == type).toList();
        if (fitting.isEmpty() || !place.awaits()) {
            return lambdas.called(type, place);
        }
        Call call = call(choices.of(fitting), place);
        return new Node(type, "await of a method", Lambdas.awaited(type, call.text()), call.arguments(), true);
    }

    /** {@code return h(...)}, with a conditional sometimes, or a plain return if no helper fits. */
    Node tailCall(Type type, Place place) {
        List<Helper> fitting =
                helpers.stream().filter(helper -> helper.returns() == type).toList();
        Node value = expressions.make(type, place);
        if (fitting.isEmpty()) {
            return new Node(Part.STATEMENT, "return", "return " + Lambdas.completed(type) + ";", List.of(value), false);
        }
        Node test = expressions.make(Type.BOOLEAN, place);
        Call call = call(choices.of(fitting), place);
        if (choices.chance(50)) {
            return new Node(Part.STATEMENT, "tail await", "return " + call.text() + ";", call.arguments(), false);
        }
        List<Node> parts = new ArrayList<>(List.of(test, value));
        parts.addAll(call.arguments());
        String text = "return # ? " + Lambdas.completed(type) + " : " + call.text() + ";";
        return new Node(Part.STATEMENT, "tail await in a conditional", text, parts, false);
    }

    private record Call(String text, List<Node> arguments) {}

    private Call call(Helper helper, Place place) {
        spend();
        StringBuilder text = new StringBuilder(helper.isStatic() ? "" : "self.");
        text.append(helper.name()).append("(p, fuel, self");
        List<Node> arguments = new ArrayList<>();
        Place here = place;
        for (Variable parameter : helper.parameters()) {
            text.append(", #");
            arguments.add(expressions.make(parameter.type(), here));
            here = parameter.type().wide() ? here.aboveWide() : here;
        }
        return new Call(text.append(")").toString(), arguments);
    }
}
