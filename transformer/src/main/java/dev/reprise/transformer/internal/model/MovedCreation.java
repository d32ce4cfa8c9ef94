package dev.reprise.transformer.internal.model;

import java.util.List;
import org.objectweb.asm.Type;

/**
 * An object whose creation moves from its NEW to just before its constructor is called, since it would otherwise lie
 * uninitialised on the stack at a suspension.
 *
 * @param type internal name of the class
 * @param arguments the constructor's parameter types
 * @param stackCopies how many copies of the reference stay on the stack after the constructor
 * @param localCopies the slots that hold a copy that is read after the constructor
 */
public record MovedCreation(String type, List<Type> arguments, int stackCopies, List<Integer> localCopies) {}
