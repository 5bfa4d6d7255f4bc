package io.customersession.stub.store.jdbc;

import static io.customersession.stub.store.StoredThings.COUNTER;
import static io.customersession.stub.store.StoredThings.NOW;
import static io.customersession.stub.store.StoredThings.update;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.customersession.stub.account.Promotion;
import io.customersession.stub.model.Effect;
import io.customersession.stub.promotion.AppliedPromotions;
import io.customersession.stub.promotion.Redemption;
import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.IdempotencyRecord;
import io.customersession.stub.store.ImportResult;
import io.customersession.stub.store.ImportTarget;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Sequence;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.Stores;
import io.customersession.stub.store.TransferListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A world with something of every kind, and short forms for exports and imports. */
abstract class WorldTransferScenario {
  /** More than one transaction imports. */
  static final int SESSIONS = 1_200;

  /** One more session, two profiles, ids, the first and the last line, a counter, a response. */
  static final int OTHER_LINES = 8;

  static final ImportTarget SAME_NAME = new ImportTarget(null, false);

  final JdbcStoreProvider provider = new JdbcStoreProvider();
  final Refusals refusals = new Refusals();
  @TempDir private Path folder;
  String sqlite;

  /** The lines that an import refuses. */
  static final class Refusals implements TransferListener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void refused(long line, String reason) {
      lines.add(line + " " + reason);
    }
  }

  @BeforeEach
  void name() {
    sqlite = "sqlite:" + folder.resolve("first.db");
  }

  String other(Dialect dialect) {
    return dialect == Dialect.SQLITE
        ? "sqlite:" + folder.resolve("other.db")
        : PostgresServer.newDatabase();
  }

  /** Fills the world main with something of every kind. */
  static void fill(String location) {
    try (Stores stores = Stores.at(location)) {
      Store store = stores.open("main", DurableStoreTest.LIMITS);
      store.executeAlone(
          unit -> {
            for (int i = 0; i < SESSIONS; i++) {
              update(unit, "s" + i, i % 2 == 0 ? "p" : "");
            }
            Session last = update(unit, "a\u0000\u20ac\n", "");
            unit.put(
                new Session(
                    last.facts(),
                    new BigDecimal("10.50"),
                    new AppliedPromotions(
                        List.of(
                            Effect.builder()
                                .campaignId(1L)
                                .rulesetId(1L)
                                .ruleIndex(0)
                                .ruleName("Ten")
                                .effectType("acceptCoupon")
                                .props(Map.of("value", "TEN"))
                                .build()),
                        List.of(new Redemption(Promotion.Kind.COUPON, "TEN", List.of(COUNTER)))),
                    List.of()));
            unit.put(
                new ProfileKey(2, "q"),
                new Profile(
                    unit.nextId(Sequence.PROFILE),
                    "q",
                    NOW,
                    Map.of("text", "\u0001\u20ac", "list", List.of("a", "b")),
                    Set.of(3L, 4L),
                    2,
                    new BigDecimal("21.00"),
                    NOW.plusNanos(1_000)));
            unit.add(COUNTER, 3);
            unit.nextId(Sequence.EVENT);
            unit.put(
                new IdempotencyKey(1, IdempotencyKey.Resource.SESSION, "s1", "k"),
                new IdempotencyRecord("f", new byte[] {0, 1, -1}, NOW.toInstant()));
            return unit;
          });
    }
  }

  String exported(String location) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    provider.exportWorld(location, "main", out, TransferListener.NONE);
    return out.toString(UTF_8);
  }

  ImportResult importInto(String location, ImportTarget target, String text) {
    return provider.importWorld(
        location, target, new ByteArrayInputStream(text.getBytes(UTF_8)), refusals);
  }

  static String content(String location, String world) {
    try (Stores stores = Stores.at(location)) {
      return stores.open(world, DurableStoreTest.LIMITS).snapshot().toString();
    }
  }

  static List<String> withoutFirst(String text) {
    return text.lines().skip(1).toList();
  }
}
