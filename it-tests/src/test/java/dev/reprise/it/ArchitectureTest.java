package dev.reprise.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.reprise.Reprise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package edges that ARCHITECTURE.md draws. */
class ArchitectureTest {

    private static final String TRANSFORMER = "dev.reprise.transformer";
    private static final String[] STAGES = {"read", "select", "analyse", "emit", "verify", "write"};

    /** Each sees those before it, and none after it. */
    private static final List<String> LAYERS = List.of(
            "dev.reprise",
            "dev.reprise.loop",
            "dev.reprise.task",
            "dev.reprise.scope",
            "dev.reprise.sync",
            "dev.reprise.io");

    private static final String BRIDGES = "dev.reprise.interop";
    private static final String SHARED = "dev.reprise.internal";

    private static final String[] RUNTIME =
            Stream.concat(LAYERS.stream(), Stream.of(BRIDGES, SHARED)).toArray(String[]::new);

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.reprise");

    @Test
    void bothTheRuntimeAndTheTransformerAreLookedAt() {
        assertTrue(PRODUCT.contain(Reprise.class));
        assertTrue(PRODUCT.contain(TRANSFORMER + ".AsyncTransformer"));
    }

    @Test
    void eachLayerOfTheRuntimeKnowsNothingAboveIt() {
        for (String layer : LAYERS) {
            List<String> above = new ArrayList<>(LAYERS.subList(LAYERS.indexOf(layer) + 1, LAYERS.size()));
            above.add(BRIDGES);
            noClasses()
                    .that(resideInAPackage(layer).and(not(equivalentTo(Reprise.class))))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(above.toArray(String[]::new)))
                    .check(PRODUCT);
        }
    }

    @Test
    void theBridgesToTheJdkDoNotSynchroniseTasks() {
        noClasses()
                .that(resideInAPackage(BRIDGES))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.reprise.sync"))
                .check(PRODUCT);
    }

    @Test
    void whatAllShareKnowsNobody() {
        noClasses()
                .that(resideInAPackage(SHARED))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        Stream.concat(LAYERS.stream(), Stream.of(BRIDGES)).toArray(String[]::new)))
                .check(PRODUCT);
    }

    @Test
    void nobodyUsesTheFacadeInside() {
        noClasses()
                .that()
                .resideInAnyPackage(RUNTIME)
                .and(not(equivalentTo(Reprise.class)))
                .should()
                .dependOnClassesThat(equivalentTo(Reprise.class))
                .check(PRODUCT);
    }

    @Test
    void theRuntimeNeedsNothingButTheJdkAndAnnotations() {
        classes()
                .that()
                .resideInAnyPackage(RUNTIME)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(
                                Arrays.stream(RUNTIME),
                                Stream.of("java..", "javax.net.ssl", "org.jspecify.annotations"))
                        .toArray(String[]::new))
                .check(PRODUCT);
    }

    @Test
    void theTransformerKnowsTheRuntimeByNameOnly() {
        noClasses()
                .that()
                .resideInAPackage(TRANSFORMER + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(RUNTIME)
                .check(PRODUCT);
    }

    @Test
    void stagesSeeModelAndAsmButNotOneAnother() {
        for (String stage : STAGES) {
            for (String other : STAGES) {
                if (!stage.equals(other)) {
                    between(stage, other).check(PRODUCT);
                }
            }
            between("model", stage).check(PRODUCT);
            between("asm", stage).check(PRODUCT);
        }
    }

    @Test
    void theTransformationOfAClassTouchesNoFileAndLoadsNoClass() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        internal("read"),
                        internal("select"),
                        internal("analyse"),
                        internal("emit"),
                        internal("model"),
                        internal("asm"))
                .or()
                .haveFullyQualifiedName(TRANSFORMER + ".AsyncTransformer")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..")
                .orShould()
                .dependOnClassesThat(assignableTo(ClassLoader.class).or(equivalentTo(java.io.File.class)))
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .check(PRODUCT);
    }

    @Test
    void theCommandLineStandsOnWhatIsPublic() {
        noClasses()
                .that()
                .resideInAPackage(TRANSFORMER + ".cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TRANSFORMER + ".internal..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackage(TRANSFORMER + ".cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TRANSFORMER + ".cli")
                .check(PRODUCT);
    }

    @Test
    void zipFilesAreKnownToTheWriterAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(internal("zip"), internal("write"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(internal("zip"))
                .check(PRODUCT);
    }

    /** Only who verifies needs asm-util and asm-analysis. */
    @Test
    void theOptionalPartsOfAsmAreForTheVerifierAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(internal("verify"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.objectweb.asm.util", "org.objectweb.asm.tree.analysis")
                .check(PRODUCT);
    }

    private static ArchRule between(String stage, String other) {
        return noClasses()
                .that()
                .resideInAPackage(internal(stage))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(internal(other));
    }

    private static String internal(String stage) {
        return TRANSFORMER + ".internal." + stage;
    }

    @Test
    void thePackagesOfTheRuntimeHaveNoCycles() {
        slices().matching("dev.reprise.(*)..").should().beFreeOfCycles().check(PRODUCT);
    }
}
