/** The runtime of Reprise: the protocol of coroutines, the event loop, and the tasks that it steps. */
module dev.reprise {
    requires static transitive org.jspecify;

    exports dev.reprise;
    exports dev.reprise.loop;
    exports dev.reprise.sync;
    exports dev.reprise.task;
}
