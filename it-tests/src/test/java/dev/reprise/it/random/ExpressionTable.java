package dev.reprise.it.random;

import java.util.ArrayList;
import java.util.List;

/** The expressions that a template says all about. */
final class ExpressionTable {

    /** So named since it is chosen rarely: whatever follows in its block is not reached. */
    static final String FAILING = "await that fails";

    private static final List<Type> NUMBERS = List.of(Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE);

    private final List<Template> templates = new ArrayList<>();

    private ExpressionTable() {}

    static List<Template> templates() {
        ExpressionTable table = new ExpressionTable();
        table.awaits();
        table.operators();
        table.conversions();
        table.arrays();
        table.calls();
        table.objects();
        return table.templates;
    }

    /** Adds a template; <code>{T}</code> and {@code $T} in it stand for its type. */
    private void add(String construct, Type type, String source) {
        templates.add(Template.of(construct, type, of(type, source)));
    }

    /** Adds one whose target, of the given type, is read before the last hole is evaluated. */
    private void compound(String construct, Type type, String source) {
        templates.add(Template.of(construct, type, of(type, source), type.wide()));
    }

    private static String of(Type type, String source) {
        return source.replace("{T}", "{" + type.hole() + "}").replace("$T", type.boxed());
    }

    private void awaits() {
        for (Type type : Type.values()) {
            add("await", type, "Coroutine.<$T>await(p.<$T>value({T}))");
            add("await, cast", type, "(($T) Coroutine.<$T>await(p.<$T>value({T})))");
            add("await of a completed coroutine", type, "Coroutine.<$T>await(Coroutine.<$T>of({T}))");
            add(FAILING, type, "Coroutine.<$T>await(p.<$T, IOException>fail(new IOException({string})))");
            add("conditional", type, type.cast("({boolean} ? {T} : {T})"));
            add("operand logged", type, type.logged("{T}"));
        }
        add("await, unboxed", Type.INT, "Coroutine.<Integer>await(p.<Integer>value({int})).intValue()");
        add("await, unboxed", Type.LONG, "((long) Coroutine.<Integer>await(p.<Integer>value({int})))");
        add("await, suspended by hand", Type.STRING, "((String) suspend(p.token({string})))");
    }

    private void operators() {
        for (Type type : NUMBERS) {
            for (String operator : List.of("+", "-", "*")) {
                add("arithmetic", type, "({T} " + operator + " {T})");
            }
            add("arithmetic", type, "(- {T})");
            templates.add(Template.of("comparison", Type.BOOLEAN, of(type, "({T} < {T})")));
            templates.add(Template.of("comparison", Type.BOOLEAN, of(type, "({T} >= {T})")));
            templates.add(Template.of("equality", Type.BOOLEAN, of(type, "({T} == {T})")));
        }
        for (Type type : List.of(Type.INT, Type.LONG)) {
            add("division", type, "({T} / ({T} | 1))");
            add("division", type, "({T} % {T})");
            add("shift", type, "({T} >> {int})");
            add("bitwise", type, "({T} ^ ~ {T})");
        }
        add("division", Type.DOUBLE, "({T} / {T})");
        add("equality", Type.BOOLEAN, "({colour} != {colour})");
        add("equality", Type.BOOLEAN, "({boolean} ^ {boolean})");
        add("short circuit", Type.BOOLEAN, "({boolean} && {boolean})");
        add("short circuit", Type.BOOLEAN, "({boolean} || {boolean})");
        add("short circuit", Type.BOOLEAN, "(! {boolean})");
        add("string concatenation", Type.STRING, "Kit.cut({string} + {string})");
        add("string concatenation", Type.STRING, "Kit.cut({string} + {int} + {long} + {char})");
        add("string concatenation", Type.STRING, "({boolean} + \"-\" + {double} + {byte})");
        add("string concatenation", Type.STRING, "Kit.cut(\"\" + {object} + {string} + \"!\" + {float})");
    }

    private void conversions() {
        add("boxed", Type.INTEGER, "Integer.valueOf({int})");
        add("boxed", Type.OBJECT, "((Object) ({long} + 0))");
        add("boxed", Type.OBJECT, "((Object) ({int} + 0))");
        add("boxed", Type.OBJECT, "((Object) {string})");
        add("unboxed", Type.INT, "(0 + {integer})");
        add("unboxed", Type.LONG, "((long) {integer})");
        add("cast", Type.INT, "((int) ({long} + 0))");
        add("cast", Type.INT, "((int) ({double} + 0))");
        add("cast", Type.LONG, "((long) ({int} + 0))");
        add("cast", Type.LONG, "((long) ({float} + 0))");
        add("cast", Type.FLOAT, "((float) ({double} + 0))");
        add("cast", Type.DOUBLE, "((double) ({int} + 0))");
        add("cast", Type.DOUBLE, "((double) ({long} + 0))");
        add("cast", Type.BYTE, "((byte) ({int} + 0))");
        add("cast", Type.SHORT, "((short) ({int} + 0))");
        add("cast", Type.CHAR, "((char) ('a' + ({int} & 15)))");
        add("cast", Type.INT, "({char} + {byte} - {short})");
    }

    private void arrays() {
        add("array element", Type.INT, "(({ints})[{int} & 1])");
        add("array element", Type.INT, "(({ints})[{int} & 3])");
        add("array element", Type.LONG, "(({longs})[{int} & 1])");
        add("array element", Type.STRING, "Kit.cut(({strings})[{int} & 1])");
        add("array element", Type.INTS, "new int[][] {{ints}, {ints}}[{int} & 1]");
        add("assignment to an array element", Type.INT, "(({ints})[{int} & 1] = {int})");
        add("assignment to an array element", Type.LONG, "(({longs})[{int} & 1] = {long})");
        add("assignment to an array element", Type.STRING, "(({strings})[{int} & 1] = {string})");
        compound("compound assignment to an array element", Type.INT, "(({ints})[{int} & 1] += {int})");
        compound("compound assignment to an array element", Type.LONG, "(({longs})[{int} & 1] *= {long})");
        compound("increment of an array element", Type.INT, "(({ints})[{int} & 1]++)");
        compound("increment of an array element", Type.LONG, "(-- ({longs})[{int} & 1])");
        add("array initialiser", Type.INTS, "new int[] {{int}, {int}, {int}}");
        add("array initialiser", Type.LONGS, "new long[] {{long}, {long}}");
        add("array initialiser", Type.STRINGS, "new String[] {{string}, {string}}");
        add("array of a length", Type.INTS, "new int[2 + ({int} & 1)]");
        add("array of a length", Type.LONGS, "new long[2 + ({int} & 1)]");
        add("array of a length", Type.INT, "(({ints}).length)");
    }

    private void calls() {
        add("arguments of a method", Type.INT, "Kit.mix({int}, {long}, {double}, {string})");
        add(
                "arguments of a method",
                Type.STRING,
                "Kit.many({byte}, {short}, {char}, {boolean}, {float}, {object}, {long})");
        add("varargs", Type.LONG, "Kit.sum({long}, {int}, {int})");
        add("varargs", Type.LONG, "Kit.sum({long})");
        add("varargs", Type.STRING, "Kit.join({object}, {string}, {object})");
        add("varargs", Type.LIST, "Kit.list({integer}, {integer})");
        add("receiver", Type.INT, "{string}.length()");
        add("receiver", Type.INT, "{box}.plus({int}, {long})");
        add("receiver", Type.BOX, "{box}.with({long}, {string})");
        add("receiver", Type.BOOLEAN, "{string}.equals({string})");
        add("receiver", Type.INT, "{integer}.intValue()");
        add("receiver", Type.INT, "{colour}.ordinal()");
        add("receiver", Type.LONG, "((long) {list}.size())");
        add("receiver", Type.STRING, "Kit.text({throwable})");
        add("receiver", Type.STRING, "String.valueOf({box})");
    }

    private void objects() {
        add("arguments of a constructor", Type.BOX, "new Kit.Box({string}, {long})");
        add(
                "arguments of a constructor",
                Type.BOX,
                "new Kit.Box({boolean}, {byte}, {char}, {short}, {float}, {object})");
        add("arguments of a constructor", Type.OBJECT, "((Object) new Kit.Pair({object}, {object}))");
        add(
                "arguments of a constructor",
                Type.STRING,
                "Kit.cut(new StringBuilder({string}).append((long) {long}).append((char) {char}).toString())");
        add("arguments of a constructor", Type.THROWABLE, "new IllegalArgumentException({string}, {throwable})");
        add("new inside new", Type.BOX, "new Kit.Box({int}, new Kit.Box({string}, {long}), {double})");
        add("new inside new", Type.BOX, "new Kit.Box({int}, {box!new inside new}, {double})");
        add("conditional inside new", Type.BOX, "new Kit.Box({string!conditional}, {long!conditional})");
        add(
                "switch expression inside new",
                Type.BOX,
                "new Kit.Box({string!switch expression}, {long!switch expression})");
        add("try inside new", Type.BOX, "new Kit.Box({string!switch expression with try}, {long})");
        add(
                "try inside new",
                Type.BOX,
                "new Kit.Box({int!switch expression with try}, {box!try inside new}, {double})");
        add("field", Type.INT, "{box}.i");
        add("field", Type.LONG, "{box}.j");
        add("field", Type.STRING, "{box}.s");
        add("assignment to a field", Type.INT, "({box}.i = {int})");
        add("assignment to a field", Type.LONG, "({box}.j = {long})");
        add("assignment to a field", Type.STRING, "({box}.s = {string})");
        compound("compound assignment to a field", Type.INT, "({box}.i -= {int})");
        compound("compound assignment to a field", Type.LONG, "({box}.j += {long})");
        compound("compound assignment to a field", Type.DOUBLE, "({box}.d /= {double})");
    }
}
