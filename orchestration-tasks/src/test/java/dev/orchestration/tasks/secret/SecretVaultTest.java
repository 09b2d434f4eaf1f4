package dev.orchestration.tasks.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretVaultTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private Path folder;

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectories(home.resolve(".orchestration/secrets"));
    }

    private SecretVault vault() {
        return new SecretVault(SecretSource.of(environment, home.toString()));
    }

    private Path file(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    @Test
    void theEnvironmentGoesBeforeAFile() throws IOException {
        file("KEY", "from-the-file\n", "rw-------");
        assertThat(vault().use("KEY")).isEqualTo("from-the-file");
        environment.put("ORCHESTRATION_SECRET_KEY", "from-the-environment");
        assertThat(vault().use("KEY")).isEqualTo("from-the-environment");
    }

    @Test
    void anotherFolderMayBeNamed() throws IOException {
        Path other = Files.createDirectory(home.resolve("other"));
        folder = other;
        file("KEY", "elsewhere-kept", "r--------");
        environment.put("ORCHESTRATION_SECRETS", other.toString());
        assertThat(vault().use("KEY")).isEqualTo("elsewhere-kept");
    }

    @Test
    void aMissingSecretSaysWhereItWasLookedFor() {
        assertThatThrownBy(() -> vault().use("KEY"))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER))
                .hasMessage(
                        "there is no secret KEY: neither is the variable ORCHESTRATION_SECRET_KEY set, nor is there a"
                                + " file " + folder.resolve("KEY"));
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        Path file = file("KEY", "well-hidden-value", "rw-r-----");
        assertThatThrownBy(() -> vault().use("KEY"))
                .hasMessage("the secret in " + file + " may be read or changed by others (rw-r-----); chmod 600 it");
    }

    @Test
    void aShortSecretIsRefusedWithoutItsValue() {
        environment.put("ORCHESTRATION_SECRET_PIN", "1234567");
        SecretVault vault = vault();
        assertThatThrownBy(() -> vault.use("PIN"))
                .hasMessageStartingWith("the secret PIN has 7 characters; one of less than 8 cannot be hidden safely")
                .hasMessageNotContaining("1234567");
        assertThat(vault.masks().hidesNothing()).isTrue();
    }

    @Test
    void whatIsNoTextOrTooLongIsRefused() throws IOException {
        Files.write(file("BINARY", "", "rw-------"), new byte[] {(byte) 0xFF, (byte) 0xFE, 1, 2, 3, 4, 5, 6, 7});
        file("LONG", "x".repeat((16 << 10) + 1), "rw-------");
        assertThatThrownBy(() -> vault().use("BINARY")).hasMessageEndingWith("is not UTF-8 text");
        assertThatThrownBy(() -> vault().use("LONG")).hasMessageEndingWith("is longer than 16384 bytes");
    }
}
