package io.customersession.contract.stub.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.JournalListener;
import io.customersession.contract.stub.journal.JournalMemory;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.contract.stub.violation.Severities;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Worlds that a change creates. */
class WorldsTest {
  private static final int MAX = 3;

  private final List<TestWorld> closed = new ArrayList<>();

  private Worlds<TestWorld> worlds(boolean areStored) {
    return new Worlds<>(name -> new TestWorld(name, areStored), MemoryBudget.unbounded(), MAX);
  }

  private final class TestWorld extends StubWorld {
    private final boolean isStored;

    TestWorld(String name, boolean isStored) {
      super(
          name,
          new WorldDefaults(
              List.of(),
              Severities.defaults(),
              List.of(),
              new Journal.Limits(10, 10_000, 10),
              true,
              Clock.systemUTC(),
              MemoryBudget.unbounded(),
              new JournalMemory(10_000),
              JournalListener.all(List.of())));
      this.isStored = isStored;
    }

    @Override
    protected @Nullable StoredSettings storedSettings() {
      return isStored ? new NoSettings() : null;
    }

    @Override
    protected void resetState(Runnable rest) {
      rest.run();
    }

    @Override
    protected void closeState() {
      closed.add(this);
    }
  }

  /** Settings that nothing has changed. */
  private static final class NoSettings implements StoredSettings {
    @Override
    public Stored read() {
      return new Stored(0, Map.of());
    }

    @Override
    public long replace(long version, Map<String, String> texts) {
      return version;
    }

    @Override
    public boolean isShared() {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void change_thatSucceeds_createsItsWorld(boolean areStored) {
    Worlds<TestWorld> worlds = worlds(areStored);

    String name = worlds.change("new", TestWorld::name);

    assertThat(name).isEqualTo("new");
    assertThat(worlds.names()).containsExactly("main", "new");
    assertThat(worlds.entered()).hasSize(2);
    assertThat(closed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void change_thatFails_leavesNoWorld(boolean areStored) {
    Worlds<TestWorld> worlds = worlds(areStored);

    for (int i = 0; i <= MAX; i++) {
      assertThatThrownBy(() -> worlds.change("new", WorldsTest::fail)).hasMessage("no");
    }

    assertThat(worlds.names()).containsExactly("main");
    assertThat(worlds.entered()).hasSize(1);
    assertThat(worlds.find("new")).isNull();
    assertThat(closed).hasSize(MAX + 1);
    worlds.enter("a");
    worlds.enter("b");
    assertThatThrownBy(() -> worlds.change("c", TestWorld::name))
        .isInstanceOf(StoreFullException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void change_thatFailsAfterARequestHasEnteredItsWorld_leavesTheWorld(boolean areStored) {
    Worlds<TestWorld> worlds = worlds(areStored);
    List<TestWorld> entered = new ArrayList<>();

    assertThatThrownBy(
            () ->
                worlds.change(
                    "new",
                    world -> {
                      entered.add(worlds.enter("new"));
                      return fail(world);
                    }))
        .hasMessage("no");

    assertThat(worlds.names()).containsExactly("main", "new");
    assertThat(worlds.find("new")).isSameAs(entered.get(0));
    assertThat(closed).doesNotContainAnyElementsOf(entered);
    assertThat(worlds.drop("new")).isTrue();
    assertThat(worlds.names()).containsExactly("main");
  }

  private static String fail(TestWorld world) {
    throw new IllegalStateException("no");
  }
}
