package dev.reprise.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class LifecycleMappingTest {

    @Test
    void eclipse_runs_every_goal_of_the_plugin_on_incremental_builds() throws Exception {
        Document mapping = parse("/META-INF/m2e/lifecycle-mapping-metadata.xml");

        assertEquals(goals(parse("/META-INF/maven/plugin.xml")), goals(mapping));
        assertEquals(Set.of("true"), texts(mapping, "runOnIncremental"));
    }

    private static Set<String> goals(Document document) {
        return texts(document, "goal");
    }

    private static Set<String> texts(Document document, String tag) {
        var nodes = document.getElementsByTagName(tag);
        var texts = new TreeSet<String>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Document parse(String resource) throws Exception {
        try (InputStream in = LifecycleMappingTest.class.getResourceAsStream(resource)) {
            assertNotNull(in, resource);
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }
}
