package dev.reprise.it.debugging;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.LocalVariable;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.connect.VMStartException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A debugger with breakpoints on lines of one class: it runs the class's main method in a JVM of its own and notes the stops. */
final class Debugger {

    /** Longer than any machine takes from one stop to the next. */
    private static final int PATIENCE_MILLIS = 120_000;

    private final VirtualMachine vm;
    private final String className;
    private final Stops stops = new Stops();

    private Debugger(VirtualMachine vm, String className) {
        this.vm = vm;
        this.className = className;
    }

    /** Runs a class to its end and returns what was seen on each of the lines. */
    static Stops run(String classPath, String className, List<Integer> lines) {
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("main")).setValue(className);
        Objects.requireNonNull(arguments.get("options")).setValue("-cp \"" + classPath + "\"");
        VirtualMachine vm;
        try {
            vm = connector.launch(arguments);
        } catch (IOException | IllegalConnectorArgumentsException | VMStartException e) {
            throw new AssertionError("no JVM to debug", e);
        }
        try {
            return new Debugger(vm, className).stopsAt(lines);
        } catch (IOException | InterruptedException | AbsentInformationException | IncompatibleThreadStateException e) {
            throw new AssertionError(e);
        } finally {
            vm.process().destroyForcibly();
        }
    }

    private Stops stopsAt(List<Integer> lines)
            throws IOException, InterruptedException, AbsentInformationException, IncompatibleThreadStateException {
        lines.forEach(stops::breakAt);
        ClassPrepareRequest prepare = vm.eventRequestManager().createClassPrepareRequest();
        prepare.addClassFilter(className);
        prepare.enable();
        while (true) {
            EventSet events = vm.eventQueue().remove(PATIENCE_MILLIS);
            if (events == null) {
                throw new AssertionError("the JVM does nothing more; so far:\n" + stops);
            }
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent prepared) {
                    breakAt(lines, prepared.referenceType());
                } else if (event instanceof BreakpointEvent stopped) {
                    note(stopped);
                } else if (event instanceof VMDisconnectEvent) {
                    requireNormalEnd();
                    return stops;
                }
            }
            events.resume();
        }
    }

    /** As a person's debugger does: at each place where the line's code begins. */
    private void breakAt(List<Integer> lines, ReferenceType type) throws AbsentInformationException {
        for (int line : lines) {
            for (Location location : type.locationsOfLine(line)) {
                vm.eventRequestManager().createBreakpointRequest(location).enable();
            }
        }
    }

    private void note(BreakpointEvent stopped) throws IncompatibleThreadStateException, AbsentInformationException {
        StackFrame frame = stopped.thread().frame(0);
        ReferenceType type = stopped.location().declaringType();
        Value step = type.getValue(type.fieldByName("step"));
        List<String> variables = new ArrayList<>();
        if (frame.thisObject() != null) {
            variables.add("this=" + show(frame.thisObject()));
        }
        for (LocalVariable variable : frame.visibleVariables()) {
            variables.add(variable.name() + "=" + show(frame.getValue(variable)));
        }
        stops.add(stopped.location().lineNumber(), show(step), variables);
    }

    private static String show(@Nullable Value value) {
        if (value instanceof StringReference text) {
            return text.value();
        }
        if (value instanceof ArrayReference array) {
            return simple(array.type().name()).replace("[]", "[" + array.length() + "]");
        }
        return value instanceof ObjectReference object ? simple(object.type().name()) : String.valueOf(value);
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private void requireNormalEnd() throws IOException, InterruptedException {
        Process process = vm.process();
        if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            try (InputStream errors = process.getErrorStream()) {
                String text = new String(errors.readNBytes(errors.available()), StandardCharsets.UTF_8);
                throw new AssertionError("the program that is debugged failed: " + text);
            }
        }
    }
}
