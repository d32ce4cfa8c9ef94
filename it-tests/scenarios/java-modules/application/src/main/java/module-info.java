module org.acme.application {
    requires org.acme.library;
}
