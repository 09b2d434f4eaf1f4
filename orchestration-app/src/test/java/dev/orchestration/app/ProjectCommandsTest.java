package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.project.ProjectRow;
import dev.orchestration.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectCommandsTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aTerminal() {
        here = Terminal.in(directory);
    }

    @Test
    void aProjectIsMadeListedShownMovedAndDocumented() {
        Map<String, Object> made = here.type("project", "new", "demo", "--owner", "Ada", "--description", "x", "--json")
                .object();
        assertThat(made)
                .containsEntry("name", "demo")
                .containsEntry("type", "custom")
                .containsEntry("status", "active")
                .containsEntry("owner", "Ada")
                .containsEntry("version", "0.1.0");
        assertThat(here.type("project", "list").out()).contains("demo  custom  active");
        assertThat(here.type("project", "show", "demo").out()).contains("description  x");
        assertThat(here.type("project", "status", "demo", "completed").err()).contains("demo is completed");
        assertThat(here.type("project", "status", "demo", "archived", "--json").object())
                .containsEntry("status", "archived");
        assertThat(here.type("project", "list", "--json").list()).isEmpty();
        assertThat(here.type("project", "list", "--all", "--json").list()).hasSize(1);
        assertThat(here.type("project", "list", "--status", "archived").out()).contains("demo");
        assertThat(here.type("project", "docs", "demo").err()).contains("nothing to write");
    }

    @Test
    void aProjectIsMadeBesideALivingOwner() {
        Path store = directory.resolve("s.db");
        try (Store owner = Stores.own(store, Clock.system(), IdSource.random())) {
            Terminal.Answer answer = here.type("project", "new", "demo", "--store", "s.db");
            assertThat(answer.code()).as(answer.err()).isZero();
            assertThat(here.type("project", "status", "demo", "paused", "--store", "s.db")
                            .code())
                    .isZero();
            assertThat(owner.projects().all()).hasSize(1);
        }
    }

    @Test
    void anEntryOfALaterVersionIsToldAndTheOthersAreListed() {
        assertThat(here.type("project", "new", "demo", "--store", "s.db").code())
                .isZero();
        try (Store store = Stores.look(directory.resolve("s.db"))) {
            store.projects()
                    .add(new ProjectRow("later", "/x/later", "quantum", "", "active", "{}", "me", "0.1.0", 1, 1));
        }
        Terminal.Answer listed = here.type("project", "list", "--store", "s.db");
        assertThat(listed.code()).isZero();
        assertThat(listed.out()).contains("demo").doesNotContain("later");
        assertThat(listed.err()).contains("not listed: later in /x/later: 'quantum' is no type of project");
        assertThat(here.type("project", "list", "--store", "s.db", "--json").list())
                .hasSize(1);
    }

    @Test
    void aRefusalIsInWordsAndChangesNothing() {
        assertThat(here.type("project", "new", "../x").err()).contains("cannot be that of a folder everywhere");
        assertThat(here.type("project", "new", "x", "--type", "ml").err()).contains("ml_model");
        assertThat(here.type("project", "new", "x", "--path", "no/x").err()).contains("there is no folder");
        assertThat(here.type("project", "new", "x", "--template", "none").err()).contains("there is no template none");
        assertThat(here.type("project", "new").err()).contains("name a project");
        assertThat(here.type("project", "new", "a", "b").err()).contains("too many words: b");
        assertThat(here.type("project").err()).contains("new, list, show, status, docs");
        assertThat(here.type("project", "status", "x").err()).contains("say what the project x is to be");
        assertThat(here.type("project", "show", "x").code()).isEqualTo(2);
        assertThat(directory.resolve("x")).doesNotExist();

        assertThat(here.type("project", "new", "demo").code()).isZero();
        Terminal.Answer twice = here.type("project", "new", "demo", "--json");
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.object()).containsOnlyKeys("error");
        Terminal.Answer illegal = here.type("project", "status", "demo", "archived");
        assertThat(illegal.code()).isEqualTo(2);
        assertThat(illegal.err()).contains("it can become paused, completed, failed");
        assertThat(here.type("project", "show", "dmeo").err()).contains("did you mean 'demo'?");
    }

    @Test
    void lookingForProjectsCreatesNoStore() {
        assertThat(here.type("project", "list", "--json").out()).isEqualTo("[]\n");
        assertThat(here.type("project", "list").err()).contains("project new NAME begins one");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aTemplateOfTheUsersOwnIsFoundByItsName() throws IOException {
        Path template = Files.createDirectories(directory.resolve("home/.orchestration/templates/house"));
        Files.writeString(template.resolve("hello.txt"), "hello {{name}} of {{owner}}");
        Terminal user =
                new Terminal(directory, Map.of("HOME", directory.resolve("home").toString()));

        Terminal.Answer answer = user.type("project", "new", "demo", "--template", "house", "--owner", "Ada");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(directory.resolve("demo/hello.txt")).hasContent("hello demo of Ada");
        assertThat(directory.resolve("demo/hello.txt").resolveSibling("PAI.md")).exists();
    }

    @Test
    void aProjectInAnotherPlaceIsFoundByItsName() {
        assertThat(here.type("project", "new", "demo", "--path", "elsewhere", "--quiet"))
                .isEqualTo(new Terminal.Answer(0, "", ""));
        assertThat(here.type("project", "show", "demo").out()).contains("/elsewhere\n");
    }
}
