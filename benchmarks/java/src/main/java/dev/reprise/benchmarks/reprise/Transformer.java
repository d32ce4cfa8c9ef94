package dev.reprise.benchmarks.reprise;

import dev.reprise.benchmarks.harness.Reporting;
import dev.reprise.benchmarks.transformer.BodySize;
import dev.reprise.benchmarks.transformer.TransformerSpeed;
import java.io.IOException;
import java.util.Map;

/** What the transformer costs in the build: see {@link TransformerSpeed} and {@link BodySize}. */
public final class Transformer implements Reporting {

    /** Without arguments. */
    public Transformer() {}

    @Override
    public Map<String, Double> measure() throws IOException {
        TransformerSpeed speed = new TransformerSpeed();
        return Map.of(
                "megabytes", speed.megabytesASecond(),
                "methods", speed.methodsASecond(),
                "growth", BodySize.growth(),
                "kotlincGrowth", BodySize.growthByKotlinc());
    }
}
