package dev.reprise.transformer.internal.read;

/** What the names and descriptors of a class file may look like (JVMS §4.2 and §4.3). */
final class Names {

    private static final int MOST_DIMENSIONS = 255;
    private static final int MOST_SLOTS = 255;

    private Names() {}

    /** Tells whether this is an internal name or an array's descriptor. */
    static boolean isClass(String name) {
        return name.startsWith("[") ? endOfField(name, 0) == name.length() : isInternalName(name, 0, name.length());
    }

    static boolean isField(String name) {
        return isSegment(name, 0, name.length());
    }

    static boolean isMethod(String name) {
        return name.equals("<init>")
                || name.equals("<clinit>")
                || (isField(name) && name.indexOf('<') < 0 && name.indexOf('>') < 0);
    }

    static boolean isFieldDescriptor(String text) {
        return endOfField(text, 0) == text.length();
    }

    /** Returns how many slots the arguments of a method take, or -1 if this is no method's descriptor. */
    static int argumentSlots(String text) {
        if (!text.startsWith("(")) {
            return -1;
        }
        int slots = 0;
        int at = 1;
        while (at < text.length() && text.charAt(at) != ')') {
            char kind = text.charAt(at);
            slots += kind == 'J' || kind == 'D' ? 2 : 1;
            at = endOfField(text, at);
            if (at < 0 || slots > MOST_SLOTS) {
                return -1;
            }
        }
        boolean returns = text.endsWith(")V") && at == text.length() - 2;
        return returns || (at < text.length() && endOfField(text, at + 1) == text.length()) ? slots : -1;
    }

    /** Returns where the field descriptor ends that begins there, or -1 if there is none. */
    private static int endOfField(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '[') {
            at++;
        }
        if (at >= text.length() || at - from > MOST_DIMENSIONS) {
            return -1;
        }
        if (text.charAt(at) != 'L') {
            return "BCDFIJSZ".indexOf(text.charAt(at)) < 0 ? -1 : at + 1;
        }
        int end = text.indexOf(';', at);
        return end > 0 && isInternalName(text, at + 1, end) ? end + 1 : -1;
    }

    private static boolean isInternalName(String text, int from, int to) {
        int segment = from;
        for (int slash = text.indexOf('/', from); slash >= 0 && slash < to; slash = text.indexOf('/', segment)) {
            if (!isSegment(text, segment, slash)) {
                return false;
            }
            segment = slash + 1;
        }
        return isSegment(text, segment, to);
    }

    private static boolean isSegment(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (".;[/".indexOf(text.charAt(i)) >= 0) {
                return false;
            }
        }
        return from < to;
    }
}
