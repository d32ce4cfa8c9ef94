package org.acme.feature;

public final class Feature {

    public String text() {
        return "feature";
    }
}
