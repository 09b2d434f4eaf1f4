package dev.orchestration.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.journal.Owner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
    private final Owner self = ProcessIdentity.current().asOwner("u", 1, 0);

    @Test
    void thisProcessIsAlive() {
        assertThat(Stores.isAlive(self)).isTrue();
        assertThat(self.pidStart()).isPositive();
    }

    @Test
    void anOwnerThatGaveUpIsNot() {
        assertThat(Stores.isAlive(copy(self.host(), self.bootId(), self.pid(), self.pidStart(), 5L)))
                .isFalse();
    }

    @Test
    void aPidThatIsUsedAgainIsAnotherProcess() {
        assertThat(Stores.isAlive(copy(self.host(), self.bootId(), self.pid(), self.pidStart() + 1, null)))
                .isFalse();
    }

    @Test
    void theSamePidAfterARestartOrElsewhereIsAnotherProcess() {
        assertThat(Stores.isAlive(copy(self.host(), "another boot", self.pid(), self.pidStart(), null)))
                .isFalse();
        assertThat(Stores.isAlive(copy("elsewhere", self.bootId(), self.pid(), self.pidStart(), null)))
                .isFalse();
    }

    @Test
    void aProcessThatIsGoneIsNotAlive() {
        assertThat(Stores.isAlive(copy(self.host(), self.bootId(), Integer.MAX_VALUE, 77, null)))
                .isFalse();
    }

    @Test
    void theStartTimeIsFoundBehindAnyName() {
        String fields = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20 21";
        assertThat(ProcessIdentity.startTicks("12 (java)" + fields)).isEqualTo(4711);
        assertThat(ProcessIdentity.startTicks("12 (a) R 1 (b c)" + fields)).isEqualTo(4711);
    }

    @Test
    void aProcessThatOnlyWaitsToBeCollectedIsDead() {
        assertThat(ProcessIdentity.startTicks("12 (java) Z 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20 21"))
                .isZero();
    }

    private static Owner copy(String host, String boot, long pid, long start, @Nullable Long endedAt) {
        return new Owner("u", 1, host, boot, pid, start, 0, endedAt);
    }
}
