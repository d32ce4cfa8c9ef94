package dev.reprise.it.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Ways to change the code of a method so that the class file stays whole: what comes of it reaches the analyses. Many of
 * them keep the code such as the JVM's verifier accepts, but of shapes that no compiler writes.
 */
enum CodeMutation {
    SUSPEND {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            InsnList added = new InsnList();
            added.add(new InsnNode(Opcodes.ACONST_NULL));
            added.add(new MethodInsnNode(
                    Opcodes.INVOKESTATIC,
                    "dev/reprise/Coroutine",
                    "suspend",
                    "(Ljava/lang/Object;)Ljava/lang/Object;"));
            added.add(new InsnNode(Opcodes.POP));
            method.instructions.insert(at, added);
        }
    },
    AWAIT_WHAT_IS_THERE {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            InsnList added = new InsnList();
            added.add(new MethodInsnNode(
                    Opcodes.INVOKESTATIC,
                    "dev/reprise/Coroutine",
                    "await",
                    "(Ldev/reprise/Awaitable;)Ljava/lang/Object;"));
            method.instructions.insert(at, added);
        }
    },
    NEUTRAL {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            int[][] idioms = {
                {Opcodes.NOP},
                {Opcodes.DUP, Opcodes.POP},
                {Opcodes.ICONST_1, Opcodes.POP},
                {Opcodes.LCONST_1, Opcodes.POP2},
                {Opcodes.DUP2, Opcodes.POP2},
                {Opcodes.SWAP, Opcodes.SWAP},
                {Opcodes.ICONST_0, Opcodes.DUP_X1, Opcodes.POP2},
                {Opcodes.ACONST_NULL, Opcodes.DUP_X2, Opcodes.POP, Opcodes.POP},
                {Opcodes.ACONST_NULL, Opcodes.MONITORENTER}
            };
            InsnList added = new InsnList();
            for (int opcode : idioms[random.nextInt(idioms.length)]) {
                added.add(new InsnNode(opcode));
            }
            method.instructions.insert(at, added);
        }
    },
    DELETE {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            if (at.getOpcode() >= 0) {
                method.instructions.remove(at);
            }
        }
    },
    SWAP {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            AbstractInsnNode next = at.getNext();
            if (next != null && at.getOpcode() >= 0 && next.getOpcode() >= 0) {
                method.instructions.remove(at);
                method.instructions.insert(next, at);
            }
        }
    },
    RETURN {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            method.instructions.insert(at, new InsnNode(Opcodes.ARETURN));
        }
    },
    JUMP {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            List<LabelNode> targets = labels(method);
            if (!targets.isEmpty()) {
                int opcode = random.nextBoolean() ? Opcodes.IFNULL : Opcodes.GOTO;
                method.instructions.insert(at, new JumpInsnNode(opcode, targets.get(random.nextInt(targets.size()))));
            }
        }
    },
    VARIABLE {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            int[] opcodes = {Opcodes.ILOAD, Opcodes.LLOAD, Opcodes.ALOAD, Opcodes.ISTORE, Opcodes.DSTORE, Opcodes.ASTORE
            };
            int opcode = opcodes[random.nextInt(opcodes.length)];
            int number = random.nextInt(20) == 0 ? 60_000 : random.nextInt(method.maxLocals + 2);
            method.instructions.insert(at, new VarInsnNode(opcode, number));
        }
    },
    RANGE {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            List<LabelNode> all = labels(method);
            if (all.size() > 1 && !method.tryCatchBlocks.isEmpty()) {
                int from = random.nextInt(all.size() - 1);
                int to = random.nextInt(from + 1, all.size());
                TryCatchBlockNode old = method.tryCatchBlocks.get(random.nextInt(method.tryCatchBlocks.size()));
                method.tryCatchBlocks.add(
                        random.nextInt(method.tryCatchBlocks.size() + 1),
                        new TryCatchBlockNode(all.get(from), all.get(to), old.handler, old.type));
            }
        }
    },
    FRAMES {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            for (AbstractInsnNode i = at; i != null; i = i.getNext()) {
                if (i instanceof FrameNode frame) {
                    List<Object> locals = new ArrayList<>(frame.local);
                    if (!locals.isEmpty()) {
                        Object[] types = {Opcodes.TOP, Opcodes.INTEGER, Opcodes.NULL, Opcodes.LONG, "java/lang/Object"};
                        locals.set(random.nextInt(locals.size()), types[random.nextInt(types.length)]);
                    }
                    frame.local = locals;
                    return;
                }
            }
        }
    },
    ANNOTATE {
        @Override
        void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random) {
            AnnotationNode async = new AnnotationNode("Ldev/reprise/Async;");
            async.values = List.of("junk", random.nextInt());
            method.invisibleAnnotations = List.of(async);
        }
    };

    /** Changes the method at an instruction or label. */
    abstract void apply(MethodNode method, AbstractInsnNode at, SplittableRandom random);

    private static List<LabelNode> labels(MethodNode method) {
        List<LabelNode> labels = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LabelNode label) {
                labels.add(label);
            }
        }
        return labels;
    }

    /** Returns the class file after some of these in methods that have code; their names go to {@code how}. */
    static byte[] mutate(byte[] classFile, SplittableRandom random, List<String> how) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            MethodNode method = node.methods.get(random.nextInt(node.methods.size()));
            AbstractInsnNode at = method.instructions.get(random.nextInt(method.instructions.size()));
            CodeMutation mutation = values()[random.nextInt(values().length)];
            how.add(mutation.name());
            mutation.apply(method, at, random);
        }
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        node.accept(out);
        return out.toByteArray();
    }
}
