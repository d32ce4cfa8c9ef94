package dev.reprise.it.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a report of JUnit's command line. */
final class TestReport {

    private static final Pattern UNIQUE_ID = Pattern.compile("(?m)^unique-id: (.*)$");

    private TestReport() {}

    /** Returns the tests by their unique ids, and whether they passed; those that were skipped are not among them. */
    static Map<String, Boolean> read(Path report) throws IOException, XMLStreamException {
        Map<String, Boolean> passed = new TreeMap<>();
        try (InputStream file = Files.newInputStream(report)) {
            XMLStreamReader reader = XMLInputFactory.newInstance().createXMLStreamReader(file);
            String id = "";
            boolean pass = true;
            boolean skipped = false;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        switch (reader.getLocalName()) {
                            case "testcase" -> {
                                pass = true;
                                skipped = false;
                            }
                            case "failure", "error" -> pass = false;
                            case "skipped" -> skipped = true;
                            case "system-out" -> {
                                Matcher found = UNIQUE_ID.matcher(reader.getElementText());
                                id = found.find() ? found.group(1) : id;
                            }
                            default -> {}
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (reader.getLocalName().equals("testcase") && !skipped) {
                            passed.put(id, pass);
                        }
                    }
                    default -> {}
                }
            }
        }
        return passed;
    }
}
