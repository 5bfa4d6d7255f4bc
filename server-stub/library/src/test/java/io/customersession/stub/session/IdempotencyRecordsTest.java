package io.customersession.stub.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.json.Model;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.model.ReopenedSession;
import io.customersession.stub.store.MemoryStore;
import io.customersession.stub.store.StoreLimits;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdempotencyRecordsTest {
  private static final ReopenedSession RESPONSE =
      ReopenedSession.builder().effects(List.of()).build();

  private final WorldState worldState =
      new WorldState(new MemoryStore(new StoreLimits(10, 10, 10_000, MemoryBudget.unbounded())));
  private final AtomicInteger changes = new AtomicInteger();

  private record KeyedCall(OffsetDateTime now, String key, byte[] body) implements CallOfATest {
    @Override
    public Operation operation() {
      return ApiOperation.REOPEN_CUSTOMER_SESSION;
    }

    @Override
    public KeyedRequest keyed() {
      return new KeyedRequest(key, "fingerprint", false);
    }

    @Override
    public byte[] encode(Model response) {
      return body;
    }

    @Override
    public void note(Violation violation) {
      throw new AssertionError(violation);
    }

    @Override
    public void warn(
        ContractRule rule, String pointer, String details, String documented, String rightForm) {
      throw new AssertionError(details);
    }
  }

  private void send(OffsetDateTime now, String key, int size) {
    worldState.change(
        new KeyedCall(now, key, new byte[size]),
        "s",
        true,
        (unit, notes) -> {
          changes.incrementAndGet();
          return RESPONSE;
        });
  }

  @ParameterizedTest
  @CsvSource({
    "+999999999-12-31T23:59:59.999999999-18:00, 2026-01-01T00:00:00Z, true",
    "2026-01-01T00:00:00Z, -999999999-01-01T00:00:00+18:00, true",
    "-999999999-01-01T00:00:00+18:00, +999999999-12-31T23:59:59.999999999-18:00, false",
    "+999999999-12-31T23:59:59Z, +999999999-12-31T23:59:59Z, true",
    "2026-01-01T00:00:00Z, 2026-01-02T01:59:59.999999999+02:00, true",
    "2026-01-01T00:00:00Z, 2026-01-02T02:00:00+02:00, false"
  })
  void timesAtTheEdges_areCompared(OffsetDateTime first, OffsetDateTime second, boolean replayed) {
    send(first, "k", 1);

    if (replayed) {
      assertThatThrownBy(() -> send(second, "k", 1)).isInstanceOf(ReplayedResponse.class);
    } else {
      send(second, "k", 1);
    }
    assertThat(changes).hasValue(replayed ? 1 : 2);
  }

  @Test
  void bytes_areBoundedWhateverIsRemembered() {
    OffsetDateTime now = OffsetDateTime.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 1_000; i++) {
      send(now, "k" + i, 100 + i % 7);
    }
    send(now, "large", 1_000_000);

    assertThatThrownBy(() -> send(now, "large", 1)).isInstanceOf(ReplayedResponse.class);
    send(now, "k999", 1);
    assertThat(changes).as("the oldest make room for the newest").hasValue(1_002);
    assertThatThrownBy(() -> send(now, "k999", 1)).isInstanceOf(ReplayedResponse.class);
  }

  @Test
  void failedChange_isNotRememberedAndLetsTheNextIn() {
    OffsetDateTime now = OffsetDateTime.parse("2026-01-01T00:00:00Z");
    assertThatThrownBy(
            () ->
                worldState.change(
                    new KeyedCall(now, "k", new byte[0]),
                    "s",
                    true,
                    (unit, notes) -> {
                      throw new IllegalStateException("refused");
                    }))
        .hasMessage("refused");

    send(now, "k", 1);
    assertThat(changes).hasValue(1);
  }

  @Test
  void warningThatALogHandlerRefuses_failsNoRequest() {
    Logger log = Logger.getLogger("io.customersession.stub.store.IdempotencyRecords");
    AtomicInteger warnings = new AtomicInteger();
    Handler refusing =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            warnings.incrementAndGet();
            throw new AssertionError("no warnings, please");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(refusing);
    log.setUseParentHandlers(false);
    try {
      OffsetDateTime now = OffsetDateTime.parse("2026-07-04T12:00:00Z");
      send(now, "one", 6_000);
      send(now, "two", 6_000);
      assertThat(warnings).hasValue(1);
      assertThat(changes).hasValue(2);
    } finally {
      log.removeHandler(refusing);
      log.setUseParentHandlers(true);
    }
  }
}
