package dev.reprise.transformer.internal.model;

import java.util.List;

/** The verification types that hold at an instruction: locals by slot (dead ones are TOP), stack by value. */
public record FrameShape(List<Object> locals, List<Object> stack) {}
