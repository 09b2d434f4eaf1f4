package dev.orchestration.tasks.secret;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Secrets in files: one a secret, named like it, for nobody but its owner. */
public final class SecretFiles {
    /** A secret {@code NAME} may be given by the variable of this and the name. */
    public static final String VARIABLE_PREFIX = "ORCHESTRATION_SECRET_";

    /** Names another folder than {@code ~/.orchestration/secrets}. */
    public static final String FOLDER_VARIABLE = "ORCHESTRATION_SECRETS";

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private SecretFiles() {}

    /** Where the files are; it need not exist. */
    public static Path folder(Map<String, String> environment, String home) {
        String said = environment.getOrDefault(FOLDER_VARIABLE, "");
        Path folder = said.isEmpty() ? Path.of(home, ".orchestration", "secrets") : Path.of(said);
        return folder.toAbsolutePath().normalize();
    }

    /** @param variable that was looked for before */
    static String read(Path folder, String name, String variable) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw refused("there is no secret " + name + ": neither is the variable " + variable
                    + " set, nor is there a file " + file);
        }
        try {
            checkMode(file);
            if (Files.size(file) > SecretVault.LONGEST) {
                throw refused("the secret in " + file + " is longer than " + SecretVault.LONGEST + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return withoutLineEnd(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw refused("the secret in " + file + " is not UTF-8 text");
        } catch (IOException e) {
            throw refused(
                    "the secret in " + file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static void checkMode(Path file) throws IOException {
        Set<PosixFilePermission> mode;
        try {
            mode = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "the secret in " + file + " lies on a file system without permissions; set a variable instead",
                    e);
        }
        if (!OWNERS.containsAll(mode)) {
            throw refused("the secret in " + file + " may be read or changed by others ("
                    + PosixFilePermissions.toString(mode) + "); chmod 600 it");
        }
    }

    /** Editors and {@code echo} end a file with a line end that is no part of the secret. */
    private static String withoutLineEnd(String text) {
        String shorter = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return shorter.endsWith("\r") ? shorter.substring(0, shorter.length() - 1) : shorter;
    }

    private static OrchestrationException refused(String message) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, message);
    }
}
