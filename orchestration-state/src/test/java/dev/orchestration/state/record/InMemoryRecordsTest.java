package dev.orchestration.state.record;

class InMemoryRecordsTest extends RecordsContractTest {
    @Override
    protected Records open() {
        return new InMemoryRecords();
    }
}
