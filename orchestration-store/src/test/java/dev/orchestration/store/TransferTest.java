package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.T0;
import static dev.orchestration.store.Records.ask;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.ended;
import static dev.orchestration.store.Records.large;
import static dev.orchestration.store.Records.own;
import static dev.orchestration.store.Records.upkeep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventSamples;
import dev.orchestration.state.journal.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one store exports another takes in, and is the same; what is no export leaves no trace. */
class TransferTest {
    @TempDir
    Path folder;

    private Path from;
    private Path to;

    @BeforeEach
    void twoStores() {
        from = folder.resolve("from.db");
        to = folder.resolve("to.db");
        try (Store store = own(from)) {
            store.journal().append(Records.created(RUN));
            store.journal().append(commit(RUN, 2, 2, ofEveryType()));
            store.journal()
                    .append(ended(new ExecutionId("run2"), T0, store.outputs().keep(large("ü"))));
        }
        own(to).close();
    }

    /** Logs stand in a folder of the execution's own. */
    private static Event[] ofEveryType() {
        return EventSamples.every().stream()
                .filter(event -> !(event instanceof Event.ExecutionCreated || event instanceof Event.TaskSubmitted))
                .filter(event -> !(event instanceof Event.AttemptNoted noted && noted.log() != null))
                .filter(event -> !(event instanceof Event.AttemptEnded ended
                        && (ended.log() != null || ended.output() instanceof dev.orchestration.state.LargeOutput)))
                .toArray(Event[]::new);
    }

    private String exported(String... ids) throws IOException {
        StringWriter out = new StringWriter();
        upkeep(from).exportTo(out, List.of(ids).stream().map(ExecutionId::new).toList());
        return out.toString();
    }

    private Transferred take(String text) throws IOException {
        return upkeep(to).importFrom(new BufferedReader(new StringReader(text)));
    }

    @Test
    void theImportedExecutionsAreTheExportedOnes() throws Exception {
        assertThat(take(exported())).isEqualTo(new Transferred(2, 3, 2));
        try (Store source = Stores.look(from);
                Store target = Stores.look(to)) {
            for (ExecutionId id : List.of(RUN, new ExecutionId("run2"))) {
                assertThat(target.archive().events(id))
                        .isEqualTo(source.archive().events(id));
                assertThat(target.archive().execution(id))
                        .isEqualTo(source.archive().execution(id));
            }
            String digest = Records.DEFINITION.digest();
            assertThat(target.archive().definition(digest)).contains(Records.DEFINITION);
        }
        assertThat(upkeep(to).check()).isEqualTo(upkeep(from).check());
        assertThat(ask(to, "select * from tasks")).isEqualTo(ask(from, "select * from tasks"));
    }

    private void request(Path file, String id) {
        try (Store store = own(file)) {
            store.journal().append(Records.requested(new ExecutionId(id), "order 7"));
        }
    }

    @Test
    void theKeysComeWithTheirExecutions() throws Exception {
        request(from, "run3");
        take(exported());
        assertThat(ask(to, "select * from requests")).containsExactly("order 7|run3");
        assertThat(upkeep(to).check().faults()).isEmpty();
    }

    @Test
    void aKeyThatAnotherExecutionHasHereAndAWrongOneAreRefused() throws Exception {
        request(from, "run3");
        request(to, "mine");
        assertRefused(exported("run3"), "the request key 'order 7', which is that of the execution mine");
        assertRefused(exported("run3").replace("order 7", "order\\n7"), "a request key that has no control characters");
        assertThat(ask(to, "select id from executions")).containsExactly("mine");
    }

    @Test
    void oneCanBeExportedAlone() throws Exception {
        assertThat(take(exported("run2"))).isEqualTo(new Transferred(1, 1, 1));
        assertThat(ask(to, "select id from executions")).containsExactly("run2");
        assertThatThrownBy(() -> exported("run9")).hasMessageContaining("no execution 'run9'");
    }

    @Test
    void anExecutionThatIsThereAlreadyIsRefusedWithAllTheOthers() throws Exception {
        take(exported("run2"));
        List<String> before = ask(to, "select * from journal where execution <> 'engine'");
        assertRefused(exported(), "brings the execution run2, which is in this store already");
        assertThat(ask(to, "select * from journal where execution <> 'engine'")).isEqualTo(before);
        assertThat(ask(to, "select id from executions")).containsExactly("run2");
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() throws Exception {
        List<String> lines = exported("run2").lines().toList();
        for (int count = 0; count < lines.size(); count++) {
            assertRefused(String.join("\n", lines.subList(0, count)), "nothing was imported");
        }
        assertThat(ask(to, "select id from executions")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"orchestration_export\":1} | {\"orchestration_export\":2} | is not the head",
                "{\"execution\":\"run2\"} | {\"execution\":\"../../run2\"} | whose id is no id",
                "{\"execution\":\"run2\"} | {\"run\":\"run2\"} | a key 'run'",
                "\"json\":\"{}\" | \"json\":\"{ }\" | not what its digest says",
                "üü | üo | not what its digest says",
                "\"number\":1 | \"number\":2 | not the commit that comes next",
                "\"first_seq\":1 | \"first_seq\":7 | not the commit that comes next",
                "ExecutionCreated | ExecutionImagined | events that cannot be read",
                "\"type\":\"ExecutionCreated\" | \"type\":\"ExecutionStarted\" | does not create it",
                "\"next\":\"completed\" | \"log\":\"../../passwd\",\"next\":\"completed\" | names a log",
                "\"executions\":1 | \"executions\":3 | says that there are 3"
            })
    void anExportThatWasChangedIsRefusedWithTheLine(String text, String other, String message) throws Exception {
        String export = exported("run2");
        assertThat(export).contains(text.strip());
        assertRefused(export.replaceFirst(java.util.regex.Pattern.quote(text.strip()), other.strip()), message.strip());
        assertThat(ask(to, "select id from executions")).isEmpty();
        assertThat(ask(to, "select count(*) from definitions")).containsExactly("0");
    }

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> take(text))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS))
                .hasMessageStartingWith("line ")
                .hasMessageContaining(message);
    }
}
