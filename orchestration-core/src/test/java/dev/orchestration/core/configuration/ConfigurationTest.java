package dev.orchestration.core.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.core.configuration.Setting.Source;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    Path root;

    private Path write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    private Path project(String text) throws IOException {
        return write("work/.orchestration/config.yaml", text);
    }

    private Path user(String text) throws IOException {
        return write("config/orchestration/config.yaml", text);
    }

    private Configuration in(String directory, Map<String, String> variables) {
        var environment = new java.util.HashMap<>(variables);
        environment.put("XDG_CONFIG_HOME", root.resolve("config").toString());
        return Configuration.of(environment, root.resolve(directory));
    }

    private Configuration read() {
        return in("work", Map.of());
    }

    private static Source source(Configuration configuration, ConfigurationKey key) {
        return configuration.setting(key).source();
    }

    @Test
    void optionsGoBeforeVariablesThenTheProjectsFileThenTheUsers() throws IOException {
        project("workers: 3\nmode: priority\n");
        user("workers: 4\nmode: sequential\ndurability: fast\n");

        Configuration all = in("work", Map.of("ORCHESTRATION_WORKERS", "2"))
                .with(List.of(Setting.ofFlag(ConfigurationKey.DURABILITY, "durable", "--durability")));

        assertThat(all.number(ConfigurationKey.WORKERS)).contains(2);
        assertThat(all.text(ConfigurationKey.MODE)).contains("priority");
        assertThat(all.text(ConfigurationKey.DURABILITY)).contains("durable");
        assertThat(source(all, ConfigurationKey.WORKERS)).isEqualTo(Source.ENVIRONMENT);
        assertThat(source(all, ConfigurationKey.MODE)).isEqualTo(Source.PROJECT);
        assertThat(source(all, ConfigurationKey.DURABILITY)).isEqualTo(Source.FLAG);
        assertThat(source(read(), ConfigurationKey.DURABILITY)).isEqualTo(Source.USER);
        assertThat(source(all, ConfigurationKey.COLOURS)).isEqualTo(Source.DEFAULT);
    }

    @Test
    void whereASettingStandsIsToldWithItsLine() throws IOException {
        Path file = project("# ours\nmode: priority\n\nhttp:\n  rate: 5\n");

        assertThat(read().setting(ConfigurationKey.MODE).place()).isEqualTo(file + ":2");
        assertThat(read().setting(ConfigurationKey.HTTP_RATE).place()).isEqualTo(file + ":5");
        assertThat(read().setting(ConfigurationKey.WORKERS).place()).isEqualTo("default");
    }

    @Test
    void theNearestFileAtOrAboveTheDirectoryIsTheProjects() throws IOException {
        project("workers: 3\n");
        write("work/inner/.orchestration/config.yaml", "workers: 5\n");
        Files.createDirectories(root.resolve("work/other/deep"));

        assertThat(in("work/inner", Map.of()).number(ConfigurationKey.WORKERS)).contains(5);
        assertThat(in("work/other/deep", Map.of()).number(ConfigurationKey.WORKERS))
                .contains(3);
    }

    @Test
    void relativePathsCountFromTheFolderOfTheFile() throws IOException {
        project("store: state/here.db\n");
        user("allow_path: [../data, /srv]\n");

        assertThat(read().text(ConfigurationKey.STORE))
                .contains(root.resolve("work/.orchestration/state/here.db").toString());
        assertThat(read().texts(ConfigurationKey.ALLOW_PATH))
                .containsExactly(root.resolve("config/data").toString(), "/srv");
    }

    @Test
    void everyFaultOfAllFilesAndVariablesIsToldAtOnceWithItsPlace() throws IOException {
        Path project = project("wrokers: 3\nmode: fastest\nhttp:\n  rate: 0\n  breaker_open: soon\n");
        Path user = user("colours: [red]\nllm:\n  prices: gpt\n");

        assertThatThrownBy(() -> in("work", Map.of("ORCHESTRATION_WORKERS", "many")))
                .isInstanceOf(OrchestrationException.class)
                .satisfies(
                        e -> assertThat(((OrchestrationException) e).code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining("7 faults")
                .hasMessageContaining("ORCHESTRATION_WORKERS: 'many' is no whole number")
                .hasMessageContaining(project + ":1:1: there is no key 'wrokers'; did you mean 'workers'?")
                .hasMessageContaining(project + ":2:1: mode: 'fastest' is not one of sequential, parallel")
                .hasMessageContaining(project + ":4:3: http.rate: 0 is not between 1 and")
                .hasMessageContaining(project + ":5:3: http.breaker_open: 'soon' is no duration")
                .hasMessageContaining(user + ":1:1: colours: '[red]' is no text")
                .hasMessageContaining(user + ":3:3: llm.prices: 'gpt' is not model=input/output");
    }

    @Test
    void aTextThatIsNoYamlIsToldWithItsPlace() throws IOException {
        Path file = project("workers: [3\n");

        assertThatThrownBy(this::read).hasMessageContaining(file + ":").hasMessageContaining("YAML");
    }

    @Test
    void aKeyTwiceIsAFaultInWhateverWayItIsWritten() throws IOException {
        project("http.rate: 5\nhttp:\n  rate: 6\n");

        assertThatThrownBy(this::read).hasMessageContaining(":3:3: http.rate: is there twice");
    }

    @Test
    void aSecretIsRefusedWithTheHintWhereItBelongs() throws IOException {
        user("llm:\n  api_key: abc\n");

        assertThatThrownBy(this::read)
                .hasMessageContaining("'llm.api_key' looks like a secret")
                .hasMessageContaining("secret.NAME")
                .hasMessageNotContaining("abc");
    }

    @Test
    void aProjectDoesNotSayWhereKeysAndPasswordsGo() throws IOException {
        project("""
                store: jdbc:postgresql://db.example/work
                llm:
                  base_url: https://models.example/v1
                http:
                  allow: ['localhost:80']
                allow_path: /
                """);

        assertThatThrownBy(this::read)
                .hasMessageContaining("4 faults")
                .hasMessageContaining("store: a database is not for the file of a project")
                .hasMessageContaining("ORCHESTRATION_STORE or with --store")
                .hasMessageContaining("allow_path: this is not for the file of a project")
                .hasMessageContaining("llm.base_url: this is not for the file of a project")
                .hasMessageContaining("http.allow: this is not for the file of a project");
    }

    @Test
    void theUsersOwnFileDoes() throws IOException {
        user("""
                store: jdbc:postgresql://db.example/work
                llm:
                  base_url: https://models.example/v1
                http:
                  allow: ['localhost:80', 'box:8080']
                """);

        assertThat(read().text(ConfigurationKey.STORE)).contains("jdbc:postgresql://db.example/work");
        assertThat(read().asVariables(Map.of("ORCHESTRATION_LLM_MODEL", "small")))
                .containsEntry("ORCHESTRATION_LLM_BASE_URL", "https://models.example/v1")
                .containsEntry("ORCHESTRATION_HTTP_ALLOW", "localhost:80,box:8080")
                .containsEntry("ORCHESTRATION_LLM_MODEL", "small");
        assertThat(read().isOfNetwork()).isTrue();
    }

    @Test
    void anAddressWithAPasswordIsRefused() throws IOException {
        user("store: jdbc:postgresql://ada:enchantress@db.example/work\n");

        assertThatThrownBy(this::read)
                .hasMessageContaining("must not hold a password")
                .hasMessageNotContaining("enchantress");
    }

    @Test
    void aFileThatOthersMayChangeIsWarnedOf() throws IOException {
        Path file = project("workers: 3\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        assertThat(read().warnings()).containsExactly(file + " can be changed by others than its owner; chmod go-w it");
    }

    @Test
    void aFileOfCommentsSaysNothing() throws IOException {
        project("# workers: 3\n\n");

        assertThat(read()).isEqualTo(Configuration.none());
    }

    @Test
    void aSettingOfTheNetworkInAVariableIsCheckedAsInAFile() {
        assertThatThrownBy(() -> in("", Map.of("ORCHESTRATION_HTTP_RATE", "fast", "ORCHESTRATION_LLM_PRICES", "gpt")))
                .hasMessageContaining("2 faults")
                .hasMessageContaining("ORCHESTRATION_HTTP_RATE: 'fast' is no whole number")
                .hasMessageContaining("ORCHESTRATION_LLM_PRICES: 'gpt' is not model=input/output");
    }

    @Test
    void aSettingOfTheNetworkInAVariableIsReadByTheStepsThatNeedIt() {
        Configuration read = in("", Map.of("ORCHESTRATION_HTTP_RATE", "5"));

        assertThat(read.setting(ConfigurationKey.HTTP_RATE).value()).isEqualTo("5");
        assertThat(read.isOfNetwork()).isFalse();
    }
}
