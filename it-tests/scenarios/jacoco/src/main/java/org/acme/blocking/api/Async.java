package org.acme.blocking.api;

/** Means nothing here. */
public @interface Async {}
