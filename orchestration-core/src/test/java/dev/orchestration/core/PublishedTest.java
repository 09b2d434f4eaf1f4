package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others get: the artifacts, their names, and what their types say of themselves. */
class PublishedTest {
    private final Reactor reactor = Reactor.ours();

    @Test
    void everyJarIsAModuleWithAName() {
        assertThat(reactor.jars())
                .allSatisfy(module -> assertThat(module.moduleName())
                        .isEqualTo("dev." + module.artifact().replace('-', '.')));
    }

    @Test
    void noPackageIsInTwoJars() throws IOException {
        Map<String, TreeSet<String>> homes = new TreeMap<>();
        for (Reactor.Module module : reactor.jars()) {
            for (String name : module.packages()) {
                homes.computeIfAbsent(name, unused -> new TreeSet<>()).add(module.artifact());
                assertThat(name + ".").startsWith(module.moduleName() + ".");
            }
        }
        assertThat(homes).isNotEmpty().allSatisfy((name, in) -> assertThat(in).hasSize(1));
    }

    @Test
    void theBillOfMaterialsListsEveryPublishedArtifactOfThisVersion() {
        List<String> published = reactor.jars().stream()
                .filter(Reactor.Module::isPublished)
                .map(module -> module.artifact() + ":${project.version}")
                .sorted()
                .toList();
        assertThat(reactor.billOfMaterials()).isEqualTo(published);
        assertThat(reactor.versionOfTheBill()).isEqualTo(reactor.version());
    }

    @Test
    void everyPublicTypeSaysWhatItIs() throws IOException {
        SourceTree tree = SourceTree.ours();
        List<Path> files = tree.mainFiles().stream()
                .filter(file -> !file.startsWith("orchestration-app/"))
                .map(tree.root()::resolve)
                .toList();
        assertThat(PublicTypes.withoutComment(files)).isEmpty();
    }

    @Test
    void aTypeWithoutACommentIsFound(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("A.java"), """
                /** Said. */
                public interface A {
                    record B(int c) {}
                    /** Said. */
                    class C { class D {} private record E() {} public enum F { G } }
                }
                class Hidden { public class H {} }
                """);
        try (Stream<String> found = PublicTypes.withoutComment(List.of(file)).stream()) {
            assertThat(found.map(line -> line.replaceAll(".*: ", ""))).containsExactly("B", "F");
        }
    }
}
