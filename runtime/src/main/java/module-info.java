/** The runtime of Reprise: the protocol of coroutines, the event loop, and the tasks that it steps. */
module dev.reprise {
    requires static transitive org.jspecify;

    // Found at run time, if it is there: Ctrl-C.
    requires static jdk.unsupported;

    exports dev.reprise;
    exports dev.reprise.interop;
    exports dev.reprise.io;
    exports dev.reprise.loop;
    exports dev.reprise.scope;
    exports dev.reprise.sync;
    exports dev.reprise.task;
}
