package dev.reprise.it.random;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a part is being made: what it may use.
 *
 * @param variables what is in scope; a declaration adds to it
 * @param targets what a jump may leave, innermost last
 * @param returns the type of the result where a return is allowed
 * @param yields the type of the innermost switch expression in this method
 * @param awaits whether an await is allowed
 * @param inTry whether a tail await is refused here
 * @param mayTry whether a try is allowed: javac itself crashes on one in a switch expression above a long on the stack
 * @param depth how many statements this stands in
 */
record Place(
        List<Variable> variables,
        List<Target> targets,
        @Nullable Type returns,
        @Nullable Type yields,
        boolean awaits,
        boolean inTry,
        boolean mayTry,
        int depth) {

    /** Something that can be read. */
    record Variable(String name, Type type, boolean assignable, boolean capturable) {}

    /** A statement that a jump may leave; it learns whether one does. */
    static final class Target {

        final String label;
        final boolean loop;

        /** Whether a jump without a label may mean it. */
        final boolean plain;

        boolean broken;
        boolean continued;

        Target(String label, boolean loop, boolean plain) {
            this.label = label;
            this.loop = loop;
            this.plain = plain;
        }
    }

    static Place ofMethod(List<Variable> variables, Type returns) {
        return new Place(new ArrayList<>(variables), List.of(), returns, null, true, false, true, 0);
    }

    /** Returns this place for statements inside: what they declare is not seen outside. */
    Place block() {
        return new Place(new ArrayList<>(variables), targets, returns, yields, awaits, inTry, mayTry, depth + 1);
    }

    Place with(Variable... more) {
        Place place = block();
        place.variables.addAll(List.of(more));
        return place;
    }

    Place with(Target target) {
        List<Target> all = new ArrayList<>(targets);
        all.add(target);
        return new Place(new ArrayList<>(variables), all, returns, yields, awaits, inTry, mayTry, depth);
    }

    /** The body of a lambda. What it captures must be final. */
    Place inLambda(@Nullable Type result, boolean mayAwait) {
        List<Variable> captured =
                new ArrayList<>(variables.stream().filter(Variable::capturable).toList());
        return new Place(captured, List.of(), result, null, mayAwait, false, true, depth + 1);
    }

    /** Nothing jumps out of a switch expression. */
    Place inSwitchExpression(Type result) {
        return new Place(new ArrayList<>(variables), List.of(), null, result, awaits, inTry, mayTry, depth + 1);
    }

    /** The block of a try whose finally block ends abruptly if {@code swallowed}: no jump leaves it then. */
    Place inTry(boolean swallowed) {
        List<Target> seen = swallowed
                ? targets.stream()
                        .map(t -> new Target(t.label, t.loop, t.plain))
                        .toList()
                : targets;
        return new Place(new ArrayList<>(variables), seen, returns, yields, awaits, true, mayTry, depth);
    }

    /** A guard reads what is final, and assigns fields only. */
    Place inGuard() {
        List<Variable> read = variables.stream().filter(Variable::capturable).toList();
        return new Place(new ArrayList<>(read), targets, returns, yields, awaits, inTry, mayTry, depth);
    }

    Place withoutAwaits() {
        return new Place(variables, targets, returns, yields, false, inTry, mayTry, depth);
    }

    /** Above a long or a double on the stack. */
    Place aboveWide() {
        return new Place(variables, targets, returns, yields, awaits, inTry, false, depth);
    }
}
