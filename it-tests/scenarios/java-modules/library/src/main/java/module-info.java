module org.acme.library {
    requires transitive dev.reprise;

    exports org.acme.library;
}
