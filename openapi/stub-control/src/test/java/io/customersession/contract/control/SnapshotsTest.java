package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.control.client.api.SnapshotsApi;
import io.customersession.contract.control.client.api.WorldsApi;
import io.customersession.contract.control.client.model.Restore;
import io.customersession.contract.control.client.model.Snapshot;
import io.customersession.contract.control.client.model.SnapshotRequest;
import org.junit.jupiter.api.Test;

/** Snapshots over HTTP, and the memory of what is stored. */
class SnapshotsTest {
  private static final SnapshotRequest OF_MAIN = SnapshotRequest.builder().world("main").build();

  @Test
  void snapshot_isRestoredIntoAnyWorld() {
    try (TaskStub stub = TaskStub.start()) {
      SnapshotsApi snapshots = new SnapshotsApi(stub.client());
      stub.put("a", "1");
      SnapshotRequest ofA = SnapshotRequest.builder().world("a").build();
      assertThat(snapshots.takeSnapshot("one", ofA).additionalProperties()).isEmpty();
      stub.put("a", "2");
      new WorldsApi(stub.client()).dropWorlds();

      snapshots.restoreSnapshot("b", Restore.builder().snapshot("one").build());

      assertThat(stub.api(200, "b", "GET", "/tasks", null).body()).isEqualTo("{\"count\":1}");
      assertThat(snapshots.listSnapshots().getSnapshots())
          .extracting(Snapshot::getName)
          .containsExactly("one");
      TaskStub.refused(
          404, "The world \"a\" does not exist", () -> snapshots.takeSnapshot("other", ofA));
      TaskStub.refused(
          404,
          "There is no snapshot \"other\"",
          () -> snapshots.restoreSnapshot("c", Restore.builder().snapshot("other").build()));
      assertThat(stub.server().worlds().names()).containsExactly("main", "b");
      snapshots.deleteSnapshot("one");
      TaskStub.refused(404, "There is no snapshot \"one\"", () -> snapshots.deleteSnapshot("one"));
    }
  }

  @Test
  void takeSnapshot_tooMany_are507() {
    try (TaskStub stub = TaskStub.start()) {
      SnapshotsApi snapshots = new SnapshotsApi(stub.client());
      for (int i = 0; i < 100; i++) {
        snapshots.takeSnapshot("s" + i, OF_MAIN);
      }
      TaskStub.refused(
          507,
          "There are 100 snapshots already; delete some",
          () -> snapshots.takeSnapshot("one-more", OF_MAIN));
      assertThat(snapshots.takeSnapshot("s1", OF_MAIN).getName()).isEqualTo("s1");
    }
  }

  @Test
  void takeSnapshot_ofStateThatIsNotRegistered_is501() {
    try (TaskStub stub = TaskStub.withoutStoredState()) {
      TaskStub.refused(
          501,
          "The state of this stub cannot be saved, because none of its resources is registered as a"
              + " StoredState",
          () -> new SnapshotsApi(stub.client()).takeSnapshot("one", OF_MAIN));
    }
  }

  @Test
  void state_beyondTheMemory_isRefusedUntilSomeIsReleased() {
    try (TaskStub stub = TaskStub.start(builder -> builder.maxMemory(1_000_000))) {
      String large = "{\"title\":\"" + "x".repeat(400_000) + "\"}";
      stub.api(200, "main", "PUT", "/tasks/1", large);
      stub.api(200, "a", "PUT", "/tasks/2", large);

      String message =
          TaskStub.message(stub.api(507, "a", "PUT", "/tasks/3", "{\"title\":\"x\"}").body());
      assertThat(message)
          .isEqualTo("The stub keeps at most 750000 bytes of state; reset it, or raise maxMemory");
      stub.api(404, "a", "GET", "/tasks/3", null);
      stub.api(204, "a", "DELETE", "/tasks/2", null);
      stub.api(200, "a", "PUT", "/tasks/3", "{\"title\":\"x\"}");
    }
  }
}
