package dev.orchestration.workflow.definition;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.secret.SecretVault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what is wrong with one file, bounded in number. Confined to the thread that reads the file. */
final class FaultList {
    private static final int LISTED = 10_000;

    private final String file;
    private final List<Fault> errors = new ArrayList<>();
    private final List<Fault> warnings = new ArrayList<>();
    private final Map<String, Place> secrets = new LinkedHashMap<>();
    private int unlisted;

    FaultList(String file) {
        this.file = file;
    }

    void error(FaultCode code, Place place, String message) {
        if (errors.size() < LISTED) {
            errors.add(fault(code, place, message));
        } else {
            unlisted++;
        }
    }

    void warning(FaultCode code, Place place, String message) {
        if (warnings.size() < LISTED) {
            warnings.add(fault(code, place, message));
        }
    }

    /** A template reads this secret. */
    void secret(String name, Place place) {
        secrets.putIfAbsent(name, place);
    }

    /** Warns of secrets that are not there now; the run may come later, and elsewhere. */
    void warnOfSecrets(SecretVault vault) {
        secrets.forEach((name, place) -> {
            try {
                vault.check(name);
            } catch (OrchestrationException e) {
                warning(FaultCode.MISSING_SECRET, place, "secret." + name + ": " + e.getMessage());
            }
        });
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** The result, with the definition only if there is no error. */
    ReadResult result(Optional<WorkflowDefinition> definition) {
        List<Fault> sorted = new ArrayList<>(errors);
        sorted.sort(Fault.BY_PLACE);
        if (unlisted > 0) {
            sorted.add(fault(FaultCode.TOO_MANY_FAULTS, Place.NOWHERE, "and " + unlisted + " more faults"));
        }
        return new ReadResult(
                sorted.isEmpty() ? definition : Optional.empty(),
                List.copyOf(sorted),
                warnings.stream().sorted(Fault.BY_PLACE).toList());
    }

    private Fault fault(FaultCode code, Place place, String message) {
        return new Fault(file, place.line(), place.column(), code.wire(), message);
    }
}
