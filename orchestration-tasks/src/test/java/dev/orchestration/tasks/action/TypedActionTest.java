package dev.orchestration.tasks.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedActionTest {
    private static final ActionName NAME = new ActionName("report", "render");

    @TempDir
    Path folder;

    enum Layout {
        PLAIN,
        TWO_COLUMNS
    }

    record Section(String title, @Default("1") int level) {
        Section {
            if (level < 1) {
                throw new IllegalArgumentException("a level begins at 1");
            }
        }
    }

    @Describe("Renders one report")
    record Render(
            @Describe("Of this day") LocalDate day,
            Layout layout,
            List<Section> sections,
            Map<String, Double> weights,
            @Default("30s") Duration patience,
            Optional<Path> target,
            @Nullable String note) {}

    private @Nullable Object run(Action action, Map<String, ?> parameters) throws Exception {
        return action.run(TestActionContext.in(folder, parameters));
    }

    private <P extends Record> P bound(Class<P> type, Map<String, ?> parameters) throws Exception {
        AtomicReference<P> seen = new AtomicReference<>();
        run(
                BoundAction.of(type, (ctx, given) -> {
                    seen.set(given);
                    return null;
                }),
                parameters);
        return seen.get();
    }

    private static Map<String, Object> properties(ActionDescriptor descriptor) {
        @SuppressWarnings("unchecked")
        Map<String, Object> properties =
                (Map<String, Object>) descriptor.parameters().get("properties");
        return properties;
    }

    // --- the schema

    @Test
    void theSchemaFollowsFromTheRecord() {
        ActionDescriptor descriptor = ActionDescriptor.of(NAME, Render.class);
        assertThat(descriptor.description()).isEqualTo("Renders one report");
        assertThat(descriptor.parameters())
                .containsEntry("type", "object")
                .containsEntry("required", List.of("day", "layout", "sections", "weights"))
                .containsEntry("additionalProperties", false);
        assertThat(properties(descriptor))
                .containsEntry("day", Map.of("type", "string", "format", "date", "description", "Of this day"))
                .containsEntry("layout", Map.of("type", "string", "enum", List.of("plain", "two_columns")))
                .containsEntry("weights", Map.of("type", "object", "additionalProperties", Map.of("type", "number")))
                .containsEntry("note", Map.of("type", List.of("string", "null")));
    }

    @Test
    void theComponentsStandInTheirOrder() {
        assertThat(properties(ActionDescriptor.of(NAME, Render.class)).keySet())
                .containsExactly("day", "layout", "sections", "weights", "patience", "target", "note");
    }

    @Test
    void aDefaultIsPartOfTheSchema() {
        Map<?, ?> patience =
                (Map<?, ?>) properties(ActionDescriptor.of(NAME, Render.class)).get("patience");
        assertThat(patience.get("default")).isEqualTo("30s");
        assertThat(patience.get("format")).isEqualTo("duration");
    }

    @Test
    void recordsInsideOfListsAreDescribedInFull() {
        Map<?, ?> sections =
                (Map<?, ?>) properties(ActionDescriptor.of(NAME, Render.class)).get("sections");
        Map<?, ?> element = (Map<?, ?>) sections.get("items");
        assertThat(element.get("required")).isEqualTo(List.of("title"));
        assertThat(element.get("additionalProperties")).isEqualTo(false);
    }

    @Test
    void theOutputIsDescribedWhereItsTypeIsGiven() {
        ActionDescriptor descriptor = ActionDescriptor.of(NAME, Render.class, Section.class);
        assertThat(descriptor.output()).containsEntry("required", List.of("title"));
        assertThat(ActionDescriptor.of(NAME, Render.class).output()).isEmpty();
    }

    // --- binding

    @Test
    void parametersAreBoundToTheRecord() throws Exception {
        Render render = bound(
                Render.class,
                Map.of(
                        "day", "2026-01-31",
                        "layout", "two_columns",
                        "sections", List.of(Map.of("title", "Sales"), Map.of("title", "Costs", "level", 2)),
                        "weights", Map.of("a", 1, "b", 0.5),
                        "patience", "2m",
                        "target", "out/report.txt"));
        assertThat(render)
                .isEqualTo(new Render(
                        LocalDate.of(2026, 1, 31),
                        Layout.TWO_COLUMNS,
                        List.of(new Section("Sales", 1), new Section("Costs", 2)),
                        Map.of("a", 1.0, "b", 0.5),
                        Duration.ofMinutes(2),
                        Optional.of(folder.toRealPath().resolve("out/report.txt")),
                        null));
    }

    record Scalars(
            byte a,
            short b,
            int c,
            Long d,
            BigInteger e,
            float f,
            BigDecimal g,
            boolean h,
            Instant i,
            URI j,
            UUID k,
            Object l,
            JsonValue m,
            Set<String> n) {}

    @Test
    void everyKindOfValueIsBound() throws Exception {
        UUID id = UUID.fromString("0e6f0d0e-8a5b-4c6d-9f7a-1b2c3d4e5f60");
        Scalars bound = bound(
                Scalars.class,
                Map.ofEntries(
                        Map.entry("a", 1),
                        Map.entry("b", 2),
                        Map.entry("c", 3.0),
                        Map.entry("d", Long.MAX_VALUE),
                        Map.entry("e", new BigInteger("123456789012345678901234567890")),
                        Map.entry("f", 1.5),
                        Map.entry("g", 0.1),
                        Map.entry("h", true),
                        Map.entry("i", "2026-01-31T12:00:00Z"),
                        Map.entry("j", "https://example.org/a"),
                        Map.entry("k", id.toString()),
                        Map.entry("l", List.of("x")),
                        Map.entry("m", Map.of("y", 1)),
                        Map.entry("n", List.of("z"))));
        assertThat(bound)
                .isEqualTo(new Scalars(
                        (byte) 1,
                        (short) 2,
                        3,
                        Long.MAX_VALUE,
                        new BigInteger("123456789012345678901234567890"),
                        1.5f,
                        new BigDecimal("0.1"),
                        true,
                        Instant.parse("2026-01-31T12:00:00Z"),
                        URI.create("https://example.org/a"),
                        id,
                        List.of("x"),
                        JsonValue.of(Map.of("y", 1), "m"),
                        Set.of("z")));
    }

    @Test
    void allFaultsAreToldAtOnceWithTheirPlaces() {
        assertThatThrownBy(() -> bound(
                        Render.class,
                        Map.of(
                                "day", "tomorrow",
                                "layout", "three",
                                "sections", List.of(Map.of("level", 70_000_000_000L, "titel", "x")),
                                "weights", Map.of("a", "heavy"),
                                "patience", "soon",
                                "target", "../outside")))
                .isInstanceOf(ActionFailedException.class)
                .hasMessageContaining("the parameter 'day' must be a date as 2026-01-31, but is \"tomorrow\"")
                .hasMessageContaining("the parameter 'layout' must be one of plain, two_columns, but is \"three\"")
                .hasMessageContaining("the parameter 'sections[0].titel' is unknown")
                .hasMessageContaining("the parameter 'sections[0].title' is missing")
                .hasMessageContaining("the parameter 'sections[0].level' must be a whole number from")
                .hasMessageContaining("the parameter 'weights.a' must be a number, but is \"heavy\"")
                .hasMessageContaining("the parameter 'patience' must be a duration")
                .hasMessageContaining("the parameter 'target': the path '../outside' leads to");
    }

    /** A secret that is cut or escaped would not be known again by those who mask it. */
    @Test
    void whatIsLongOrEscapedIsToldByItsKind() {
        String secret = "s3cret-".repeat(20);
        assertThatThrownBy(() -> bound(Render.class, Map.of("day", secret, "layout", "a\"quoted", "note", 7)))
                .hasMessageContaining("'day' must be a date as 2026-01-31, but is a text of 140 characters")
                .hasMessageContaining("'layout' must be one of plain, two_columns, but is a text of 8 characters")
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("quoted");
        assertThatThrownBy(() -> new Parameters(Map.of("path", List.of(secret))).text("path"))
                .hasMessage("the parameter 'path' must be a text, but is a list of 1");
    }

    record Weight(double exact, float rough) {}

    @Test
    void aNumberThatWouldBeInfiniteIsOutOfRange() throws Exception {
        assertThat(bound(Weight.class, Map.of("exact", 1e308, "rough", 1.5))).isEqualTo(new Weight(1e308, 1.5f));
        assertThatThrownBy(() -> bound(Weight.class, Map.of("exact", new BigDecimal("-1e400"), "rough", 1e39)))
                .hasMessageContaining("'exact' must be a number from -1.7976931348623157E308 to 1.7976931348623157E308")
                .hasMessageContaining("'rough' must be a number from -3.4028235E38 to 3.4028235E38");
    }

    @SuppressWarnings("UnusedVariable") // read by its names
    enum Alike {
        FULL_PAGE,
        Full_Page
    }

    record Alikes(Alike layout) {}

    @Test
    void twoConstantsThatAreWrittenAlikeAreRefused() {
        assertThatThrownBy(() -> ActionDescriptor.of(NAME, Alikes.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FULL_PAGE and Full_Page are both written full_page");
    }

    @Test
    void whatDoesNotFitIsTheUsersFault() {
        assertThatThrownBy(() -> bound(Section.class, Map.of()))
                .isInstanceOfSatisfying(
                        ActionFailedException.class,
                        thrown -> assertThat(thrown.failure().type()).isEqualTo("BadParameters"));
    }

    @Test
    void whatTheRecordItselfRefusesIsToldWithItsPlace() {
        assertThatThrownBy(() -> bound(
                        Render.class,
                        Map.of(
                                "day",
                                "2026-01-31",
                                "layout",
                                "plain",
                                "sections",
                                List.of(Map.of("title", "Sales", "level", 0)),
                                "weights",
                                Map.of())))
                .hasMessage("the parameter 'sections[0]' makes no Section: a level begins at 1");
    }

    @Test
    void nullMeansTheSameAsNothing() throws Exception {
        var given = new HashMap<String, Object>();
        given.put("title", "Sales");
        given.put("level", null);
        assertThat(bound(Section.class, given).level()).isEqualTo(1);
        given.put("title", null);
        assertThatThrownBy(() -> bound(Section.class, given)).hasMessage("the parameter 'title' is missing");
    }

    record Names(List<String> names) {}

    @Test
    void aListHasNoNulls() {
        assertThatThrownBy(() -> bound(Names.class, Map.of("names", Arrays.asList("a", null))))
                .hasMessage("the parameter 'names[1]' must be no null, but is null");
    }

    @Test
    void aSetHasNothingTwice() {
        record Tags(Set<String> tags) {}
        assertThatThrownBy(() -> bound(Tags.class, Map.of("tags", List.of("a", "a"))))
                .hasMessageContaining("'tags' must be a list without repetitions");
    }

    @Test
    void aHugeNumberIsRefusedQuickly() {
        record Count(BigInteger count) {}
        assertThatThrownBy(() -> bound(Count.class, Map.of("count", new BigDecimal("1e900000000"))))
                .hasMessageContaining("'count' must be a whole number");
    }

    // --- what has no form

    record Tree(String name, List<Tree> children) {}

    record Left(Optional<Right> right) {}

    record Right(Map<String, Left> lefts) {}

    record Locked(ReentrantLock lock) {}

    record Generic<T>(T value) {}

    record WithGeneric(Generic<String> value) {}

    record WithLists(Map<String, List<Thread>> values) {}

    record WithNumbersAsKeys(Map<Integer, String> values) {}

    record WithWildcard(List<? extends Number> values) {}

    record WithOptionalInside(List<Optional<String>> values) {}

    record WithBadDefault(@Default("many") int count) {}

    record WithUnfitDefault(@Default("\"x\"") int count) {}

    @Test
    void aRecordThatContainsItselfIsRefusedByName() {
        assertRefused(Tree.class, "Tree.children[] is a ", "which contains itself");
        assertRefused(Left.class, "Left.right.lefts.* is a ", "which contains itself (by way of Right, Left)");
    }

    @Test
    void whatHasNoFormInJsonIsRefusedWithItsPlace() {
        assertRefused(
                Locked.class,
                "Locked.lock is a java.util.concurrent.locks.ReentrantLock, which has no form in JSON; what has one is a record");
        assertRefused(Generic.class, "Generic.value is a T");
        assertRefused(WithGeneric.class, "WithGeneric.value is a ");
        assertRefused(WithLists.class, "WithLists.values.*[] is a java.lang.Thread");
        assertRefused(WithNumbersAsKeys.class, "WithNumbersAsKeys.values is a java.util.Map");
        assertRefused(WithWildcard.class, "WithWildcard.values[] is a ? extends java.lang.Number");
        assertRefused(WithOptionalInside.class, "WithOptionalInside.values[] is a java.util.Optional", "not inside");
        assertRefused(Record.class, "java.lang.Record is no record");
    }

    @Test
    void aDefaultThatDoesNotFitIsRefusedAtOnce() {
        assertRefused(WithBadDefault.class, "the default of WithBadDefault.count is no JSON");
        assertRefused(WithUnfitDefault.class, "the default of WithUnfitDefault.count does not fit");
    }

    private static void assertRefused(Class<? extends Record> type, String... words) {
        assertThatThrownBy(() -> ActionDescriptor.of(NAME, type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    // --- output

    record Rendered(
            Path file,
            Layout layout,
            Duration took,
            Optional<String> title,
            @Nullable String note,
            Set<Layout> all) {}

    @Test
    void whatTheActionGivesBecomesJson() throws Exception {
        Rendered output = new Rendered(
                Path.of("a", "b"), Layout.PLAIN, Duration.ofSeconds(90), Optional.empty(), null, Set.of(Layout.PLAIN));
        Object json = run(BoundAction.of(Names.class, (ctx, given) -> List.of(output)), Map.of("names", List.of()));
        assertThat(Json.write(Json.freeze(json, "output")))
                .isEqualTo(
                        "[{\"file\":\"a/b\",\"layout\":\"plain\",\"took\":\"PT1M30S\",\"note\":null,\"all\":[\"plain\"]}]");
    }

    @Test
    void anOutputThatIsNoJsonIsRefusedWithItsPlace() throws Exception {
        Object json = run(
                BoundAction.of(Names.class, (ctx, given) -> Map.of("lock", new ReentrantLock())),
                Map.of("names", List.of()));
        assertThatThrownBy(() -> Json.freeze(json, "output"))
                .isInstanceOf(OrchestrationException.class)
                .hasMessageContaining("output.lock is a java.util.concurrent.locks.ReentrantLock");
    }

    @Test
    void anOutputThatContainsItselfDoesNotOverflowTheStack() throws Exception {
        List<Object> ring = new ArrayList<>();
        ring.add(ring);
        Object json = run(BoundAction.of(Names.class, (ctx, given) -> ring), Map.of("names", List.of()));
        assertThatThrownBy(() -> Json.freeze(json, "output")).hasMessageContaining("nested deeper");
    }

    @Test
    void aFileThatIsNamedLiesWhereTheAttemptMayReach() throws Exception {
        record Source(Path file) {}
        Files.writeString(folder.resolve("in.txt"), "x");
        assertThat(bound(Source.class, Map.of("file", "in.txt")).file()).hasContent("x");
        assertThatThrownBy(() -> bound(Source.class, Map.of("file", "/etc/hosts")))
                .hasMessageContaining("'file'");
    }
}
