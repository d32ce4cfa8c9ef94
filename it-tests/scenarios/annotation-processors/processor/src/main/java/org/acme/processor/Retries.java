package org.acme.processor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Asks for a class that calls each method of an interface again when it fails; they return a coroutine of a string. */
@Target(ElementType.TYPE)
public @interface Retries {}
