package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.Finding.Verdict;
import dev.orchestration.app.Terminal.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));

    private Terminal here() {
        environment.put("HOME", folder.toString());
        return new Terminal(folder, environment);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> check(Answer answer, String name) {
        return ((List<Map<String, Object>>) answer.object().get("checks"))
                .stream()
                        .filter(each -> name.equals(each.get("check")))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void aMachineThatIsFitGivesZeroAndSaysWhereAStoreWouldBe() {
        Answer answer = here().type("doctor");
        assertThat(answer.code()).as(answer.out()).isZero();
        assertThat(answer.out()).contains("ok       java       " + System.getProperty("java.version"));
        assertThat(answer.out())
                .contains("ok       store      none yet; `orchestrate run` creates .orchestration/state.db");
        assertThat(folder.resolve(".orchestration")).doesNotExist();
    }

    @Test
    void aStoreIsOpenedAndItsOwnerNamed() {
        here().write("workflow.yaml", "name: w\nsteps: [{name: s, action: core.noop}]\n");
        here().type("run", "--quiet");
        Answer answer = here().type("doctor", "--json");
        assertThat(answer.object()).containsEntry("fit", true);
        assertThat(check(answer, "store").get("message")).asString().contains("opens, schema");
        assertThat(check(answer, "owner").get("message")).asString().startsWith("nobody; the last was process");
    }

    @Test
    void aStoreThatDoesNotOpenIsWrongAndGivesOne() throws Exception {
        Path store = Files.writeString(folder.resolve("broken.db"), "this is no database at all".repeat(100));
        Answer answer = here().type("doctor", "--json", "--store", store.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.object()).containsEntry("fit", false);
        assertThat(check(answer, "store")).containsEntry("verdict", "wrong");
        assertThat(check(answer, "store").get("remedy")).asString().contains("--store");
    }

    @Test
    void withoutPythonAndSetsidItWarnsAndIsFit() throws Exception {
        environment.put("PATH", Files.createDirectory(folder.resolve("empty")).toString());
        Answer answer = here().type("doctor", "--json");
        assertThat(answer.code()).isZero();
        assertThat(check(answer, "python3"))
                .containsEntry("verdict", "warning")
                .containsEntry("remedy", "install Python 3");
        assertThat(check(answer, "setsid")).containsEntry("verdict", "warning");
    }

    @Test
    void aPythonThatDoesNotWorkIsTold() throws Exception {
        Path program = Files.writeString(
                Files.createDirectory(folder.resolve("bin")).resolve("python3"), "#!/bin/sh\necho no\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment.put("PATH", program.getParent().toString());
        assertThat(check(here().type("doctor", "--json"), "python3").get("message"))
                .isEqualTo(program + " does not work: no");
    }

    @Test
    void aSecretThatOthersMayReadIsNamedButNotItsValue() throws Exception {
        Path secret = Files.createDirectories(folder.resolve(".orchestration/secrets"))
                .resolve("KEY");
        Files.writeString(secret, "well-hidden-value");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        Answer answer = here().type("doctor");
        assertThat(answer.out())
                .contains("warning  secrets    others have rights to KEY")
                .doesNotContain("well-hidden");
        assertThat(answer.out()).contains("-> chmod 600 them");
    }

    @Test
    void aStoreThatOthersMayReadIsSaidToBeThat() throws Exception {
        here().write("w.yaml", "name: w\nsteps: [{name: a, action: core.noop}]\n");
        here().type("run", "w.yaml");
        Path store = folder.resolve(".orchestration/state.db");
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(here().type("doctor").out()).contains("every user can read it", "-> chmod o-r it");
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(here().type("doctor").out()).doesNotContain("chmod o-r it");
    }

    @Test
    void aDiskIsJudgedByWhatIsFree() {
        assertThat(Space.judge("space", folder, "fine", 5L << 30).verdict()).isEqualTo(Verdict.OK);
        assertThat(Space.judge("space", folder, "fine", 500L << 20).verdict()).isEqualTo(Verdict.WARNING);
        assertThat(Space.judge("space", folder, "fine", 10L << 20))
                .isEqualTo(Finding.wrong("space", folder + " has 10.0 MiB free", "make room on that disk"));
    }
}
