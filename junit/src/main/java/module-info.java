/** Tests that await, run by JUnit Jupiter. */
module dev.reprise.junit {
    requires transitive dev.reprise;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports dev.reprise.junit;
}
