package dev.orchestration.workflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.definition.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowFolderTest {
    @TempDir
    Path place;

    private WorkflowFolder folder(boolean required) {
        Definitions definitions = new Definitions();
        return WorkflowFolder.of(place.resolve("defs"), required, file -> definitions.read(file, Optional.empty()));
    }

    private Path write(String file, String workflow, String step) throws IOException {
        Files.createDirectories(place.resolve("defs"));
        return Files.writeString(
                place.resolve("defs").resolve(file),
                "{\"name\": \"" + workflow + "\", \"steps\": [{\"name\": \"" + step
                        + "\", \"action\": \"core.noop\"}]}");
    }

    @Test
    void everyJsonYamlAndYmlIsReadInTheOrderOfTheirNames() throws IOException {
        write("b.json", "second", "s");
        write("c.yml", "third", "s");
        write("a.yaml", "first", "s");
        write("notes.txt", "none", "s");
        write("x.json.bak", "none", "s");
        Files.createDirectories(place.resolve("defs/deep.yaml"));
        FolderChanges changes = folder(true).look();
        assertThat(changes.added()).containsExactly("first", "second", "third");
        assertThat(changes.faults()).isEmpty();
    }

    @Test
    void aBadFileIsToldWithFileLineAndFaultAndHidesNoOther() throws IOException {
        write("good.json", "good", "s");
        Files.writeString(
                place.resolve("defs/bad.yaml"),
                "name: bad\nsteps:\n  - {name: a, action: core.noop, dependencies: [b]}\n");
        Files.writeString(place.resolve("defs/torn.json"), "{\"name\": ");
        WorkflowFolder folder = folder(true);
        assertThat(folder.look().added()).containsExactly("good");
        assertThat(folder.faults()).extracting(Fault::code).containsExactly("missing_dependency", "syntax");
        assertThat(folder.faults().get(0).toString())
                .contains("defs/bad.yaml:3:")
                .contains("'b'");
    }

    @Test
    void ofTwoFilesWithOneWorkflowTheFirstCountsAndTheOtherIsAFault() throws IOException {
        write("a.json", "report", "one");
        Path second = write("b.json", "report", "two");
        WorkflowFolder folder = folder(true);
        assertThat(folder.look().added()).containsExactly("report");
        assertThat(folder.workflows().values().iterator().next().steps().get(0).name())
                .isEqualTo("one");
        assertThat(folder.faults().get(0).file()).isEqualTo(second.toString());
        assertThat(folder.faults().get(0).code()).isEqualTo("duplicate_workflow");
        Files.delete(place.resolve("defs/a.json"));
        assertThat(folder.look().changed()).containsExactly("report");
        assertThat(folder.faults()).isEmpty();
    }

    @Test
    void anotherLookSaysWhatWasAddedChangedAndRemoved() throws IOException {
        write("a.json", "a", "s");
        write("b.json", "b", "s");
        write("same.json", "same", "s");
        WorkflowFolder folder = folder(true);
        folder.look();
        Files.delete(place.resolve("defs/a.json"));
        write("b.json", "b", "other");
        write("c.json", "c", "s");
        FolderChanges changes = folder.look();
        assertThat(changes.added()).containsExactly("c");
        assertThat(changes.changed()).containsExactly("b");
        assertThat(changes.removed()).containsExactly("a");
        assertThat(folder.look().toMap())
                .containsOnlyKeys("added", "changed", "removed", "faults", "kept")
                .allSatisfy((key, value) -> assertThat(value).asString().isEqualTo("[]"));
    }

    @Test
    void aFileThatBecomesFaultyKeepsItsLastGoodVersionUntilItIsMended() throws IOException {
        Path file = write("a.json", "a", "s");
        WorkflowFolder folder = folder(true);
        folder.look();
        Files.writeString(file, "{");
        for (int look = 0; look < 2; look++) {
            FolderChanges faulty = folder.look();
            assertThat(faulty.kept()).containsExactly("a");
            assertThat(faulty.removed()).isEmpty();
            assertThat(faulty.faults()).hasSize(1);
            assertThat(folder.workflows()).containsOnlyKeys(file.toAbsolutePath());
        }
        write("a.json", "a", "mended");
        assertThat(folder.look().changed()).containsExactly("a");
    }

    @Test
    void aFolderThatNobodyAskedForMayBeMissingAndOneThatSomebodyAskedForMayNot() throws IOException {
        assertThat(folder(false).look().faults()).isEmpty();
        WorkflowFolder required = folder(true);
        assertThat(required.look().faults().get(0).message()).contains("no such folder");
        write("late.json", "late", "s");
        assertThat(required.look().added()).containsExactly("late");
        assertThat(required.faults()).isEmpty();
    }

    @Test
    void aFolderThatIsGoneTakesNothingAway() throws IOException {
        write("a.json", "a", "s");
        WorkflowFolder folder = folder(false);
        folder.look();
        Files.move(place.resolve("defs"), place.resolve("away"));
        FolderChanges gone = folder.look();
        assertThat(gone.kept()).containsExactly("a");
        assertThat(gone.faults()).hasSize(1);
        assertThat(folder.workflows()).hasSize(1);
    }

    @Test
    void aFolderWithOnlyFaultsThatIsGoneHasNone() throws IOException {
        Path file = write("a.json", "a", "s");
        Files.writeString(file, "{");
        WorkflowFolder folder = folder(false);
        assertThat(folder.look().faults()).hasSize(1);
        Files.move(place.resolve("defs"), place.resolve("away"));
        assertThat(folder.look().faults()).isEmpty();
        assertThat(folder.faults()).isEmpty();
    }
}
