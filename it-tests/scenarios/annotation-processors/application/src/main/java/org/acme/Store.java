package org.acme;

import dev.reprise.Coroutine;
import org.acme.processor.Retries;

@Retries
interface Store {
    Coroutine<String> read();
}
