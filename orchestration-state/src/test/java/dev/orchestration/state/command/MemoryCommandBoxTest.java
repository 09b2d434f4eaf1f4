package dev.orchestration.state.command;

class MemoryCommandBoxTest extends CommandBoxContractTest {
    @Override
    protected CommandBox open() {
        return new MemoryCommandBox();
    }
}
