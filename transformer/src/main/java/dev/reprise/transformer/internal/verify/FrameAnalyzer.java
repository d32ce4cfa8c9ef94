package dev.reprise.transformer.internal.verify;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Checks the types of a method's values as the JVM does: from one of its frames to the next. Nothing is merged, so what a
 * frame declares is all that has to be known of the ways that lead to it.
 */
final class FrameAnalyzer extends Analyzer<BasicValue> {

    private final TypeRules rules;

    FrameAnalyzer(TypeRules rules) {
        super(rules);
        this.rules = rules;
    }

    /** Puts the class file's frames in place before the analysis begins. */
    @Override
    protected void init(String owner, MethodNode method) throws AnalyzerException {
        Frame<BasicValue>[] frames = getFrames();
        for (AbstractInsnNode each : method.instructions) {
            if (each instanceof FrameNode frame) {
                // A jump leads to a label before the frame: all that stands between two instructions is one place.
                for (AbstractInsnNode at = frame; at != null && at.getOpcode() < 0; at = at.getPrevious()) {
                    frames[method.instructions.indexOf(at)] = new DeclaredFrame(frame, owner, method, rules);
                }
            }
        }
    }
}
