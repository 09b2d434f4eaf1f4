package dev.orchestration.workflow.dag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NameIndexTest {
    private final List<Integer> repeated = new ArrayList<>();

    private NameIndex index(List<String> names) {
        return new NameIndex(names, repeated::add);
    }

    /** 2^bits names of one hash: {@code Aa} and {@code BB} have the same, and so has whatever is put together of them. */
    private static List<String> ofOneHash(int bits) {
        return IntStream.range(0, 1 << bits)
                .mapToObj(number -> {
                    StringBuilder name = new StringBuilder();
                    for (int bit = 0; bit < bits; bit++) {
                        name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
                    }
                    return name.toString();
                })
                .toList();
    }

    @Test
    void aNameIsFoundAtItsFirstPlace() {
        NameIndex index = index(List.of("b", "a", "b", "", "a", "a"));
        assertThat(index.find("b")).isZero();
        assertThat(index.find("a")).isEqualTo(1);
        assertThat(index.find("")).isEqualTo(3);
        assertThat(index.find("c")).isEqualTo(-1);
        assertThat(repeated).containsExactly(2, 4, 5);
    }

    @Test
    void anEmptyIndexFindsNothing() {
        assertThat(index(List.of()).find("a")).isEqualTo(-1);
    }

    @Test
    void everyOneOfManyIsFound() {
        List<String> names = IntStream.range(0, 70_000).mapToObj(i -> "t" + i).toList();
        NameIndex index = index(names);
        assertThat(names).allMatch(name -> names.get(index.find(name)).equals(name));
        assertThat(index.find("t70000")).isEqualTo(-1);
        assertThat(repeated).isEmpty();
    }

    @Test
    void namesOfOneHashAreFoundInATree() {
        // One after the other, 131,072 names would take eight thousand million comparisons.
        List<String> names = new ArrayList<>(ofOneHash(17));
        names.add("AaBBAaBBAaBBAaBBAaBBAaBBAaBBAaBBAa");
        NameIndex index = index(names);
        assertThat(repeated).containsExactly(names.size() - 1);
        assertThat(IntStream.range(0, names.size() - 1)).allMatch(place -> index.find(names.get(place)) == place);
        assertThat(index.find("Aa")).isEqualTo(-1);
    }

    @Test
    void aNameRepeatedBeforeTheTreeIsToldOnce() {
        List<String> names = new ArrayList<>(List.of("x", "x"));
        names.addAll(ofOneHash(10));
        names.add("x");
        index(names);
        assertThat(repeated).containsExactly(1, names.size() - 1);
    }
}
