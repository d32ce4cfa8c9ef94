package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.model.AsyncMethod;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** The classes that a method's instructions resolve (JVMS §5.4.3.1), which are therefore accessible to it. */
final class NamedClasses {

    private NamedClasses() {}

    static Set<String> of(AsyncMethod target) {
        Set<String> names = new HashSet<>();
        names.add(target.owner().name);
        for (AbstractInsnNode instruction : target.method().instructions) {
            if (instruction instanceof TypeInsnNode type) {
                add(names, Type.getObjectType(type.desc));
            } else if (instruction instanceof FieldInsnNode field) {
                add(names, Type.getObjectType(field.owner));
            } else if (instruction instanceof MethodInsnNode method) {
                add(names, Type.getObjectType(method.owner));
            } else if (instruction instanceof MultiANewArrayInsnNode array) {
                add(names, Type.getType(array.desc));
            } else if (instruction instanceof LdcInsnNode constant && constant.cst instanceof Type type) {
                if (type.getSort() != Type.METHOD) {
                    add(names, type);
                }
            }
        }
        for (TryCatchBlockNode range : target.method().tryCatchBlocks) {
            if (range.type != null) {
                names.add(range.type);
            }
        }
        return names;
    }

    private static void add(Set<String> names, Type type) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            names.add(element.getInternalName());
        }
    }
}
