package io.customersession.stub.store.jdbc;

import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.session;
import static io.customersession.stub.store.StoredThings.update;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.ImportResult;
import io.customersession.stub.store.ImportTarget;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.Stores;
import io.customersession.stub.store.TransferListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Worlds are exported from one database, and imported into another. */
class WorldTransferTest extends WorldTransferScenario {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void import_ofAnExport_hasTheSameContentInEitherDatabase(Dialect dialect) {
    fill(sqlite);
    String text = exported(sqlite);
    String other = other(dialect);

    ImportResult result = importInto(other, SAME_NAME, text);

    assertThat(refusals.lines).isEmpty();
    assertThat(result).isEqualTo(new ImportResult("main", 0, SESSIONS + OTHER_LINES - 2, 0));
    assertThat(withoutFirst(exported(other)))
        .hasSize(SESSIONS + OTHER_LINES - 1)
        .isEqualTo(withoutFirst(text));
    assertThat(content(other, "main")).isEqualTo(content(sqlite, "main"));
    assertThat(provider.status(other).sessions()).containsExactly(Map.entry("main", SESSIONS + 1L));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void import_thatWasInterrupted_changesNothingAndGoesOnWhereItEnded(Dialect dialect) {
    fill(sqlite);
    String text = exported(sqlite);
    String other = other(dialect);
    String bad = text.lines().toList().get(40);
    String broken = text.replace(bad, "{");
    InputStream endingEarly =
        new FilterInputStream(new ByteArrayInputStream(broken.getBytes(UTF_8))) {
          private int left = broken.length() * 2 / 3;

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
              throw new IOException("cut off");
            }
            int count = super.read(buffer, offset, Math.min(length, left));
            left -= count;
            return count;
          }
        };

    assertThatThrownBy(() -> provider.importWorld(other, SAME_NAME, endingEarly, refusals))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read the lines to import: cut off");
    assertThat(provider.status(other).sessions().keySet())
        .singleElement()
        .asString()
        .startsWith("main (import ");

    ImportResult result = importInto(other, SAME_NAME, broken);

    assertThat(result.resumedAt()).isBetween(500L, SESSIONS - 1L);
    assertThat(result.refused()).isEqualTo(1);
    assertThat(result.imported()).isEqualTo(SESSIONS + OTHER_LINES - 3);
    assertThat(withoutFirst(exported(other)).subList(0, SESSIONS))
        .isEqualTo(
            withoutFirst(text).stream()
                .filter(line -> !line.equals(bad))
                .toList()
                .subList(0, SESSIONS));
    assertThat(provider.status(other).sessions().keySet()).containsExactly("main");
  }

  @Test
  void import_ofLinesThatBreakRules_refusesThemAndStoresTheRest() {
    fill(sqlite);
    List<String> lines = new ArrayList<>(exported(sqlite).lines().toList());
    int first = lines.size() - 10;
    lines.set(first, lines.get(first).replace("\"state\":\"open\"", "\"state\":\"lost\""));
    lines.set(first + 1, lines.get(first + 1).replace("\"effects\":[],", ""));
    lines.set(first + 2, "not JSON");
    lines.set(first + 3, lines.get(first - 1));
    lines.set(first + 4, "{\"coupon\":{}}");
    lines.set(first + 5, "{}");
    String other = PostgresServer.newDatabase();

    ImportResult result = importInto(other, SAME_NAME, String.join("\n", lines));

    long number = first + 1L;
    assertThat(refusals.lines)
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith(number + " /session/facts/state: "),
            line ->
                assertThat(line)
                    .isEqualTo(
                        number + 1 + " /session/effects: effects is required [#/session/required]"),
            line -> assertThat(line).startsWith(number + 2 + " ").endsWith("[Malformed JSON]"),
            line -> assertThat(line).isEqualTo(number + 3 + " has an id of an earlier line"),
            line ->
                assertThat(line)
                    .startsWith(
                        number + 4 + " /coupon: a line must be one of customerSessionWorld"),
            line -> assertThat(line).startsWith(number + 5 + " : a line must be one of "));
    assertThat(result.refused()).isEqualTo(6);
    assertThat(result.imported()).isEqualTo(SESSIONS + OTHER_LINES - 2 - 6);
    assertThat(provider.status(other).sessions()).containsEntry("main", SESSIONS + 1L - 6);
  }

  @Test
  void import_ofATextThatIsTooLongForAnIndexOfPostgres_refusesItsLineOnly() {
    try (Stores stores = Stores.at(sqlite)) {
      stores
          .open("main", DurableStoreTest.LIMITS)
          .executeAlone(
              unit -> {
                update(unit, "a", "");
                String random =
                    Stream.iterate(7, n -> n * 31 + 11)
                        .limit(8_000)
                        .collect(
                            StringBuilder::new,
                            (text, n) -> text.append((char) (33 + Math.floorMod(n >> 8, 90))),
                            StringBuilder::append)
                        .toString();
                unit.add(new RedemptionCounters.Key(random, RedemptionCounters.By.ALL, 0, ""), 1);
                update(unit, "b", "");
                return unit;
              });
    }
    String other = PostgresServer.newDatabase();

    ImportResult result = importInto(other, SAME_NAME, exported(sqlite));

    assertThat(refusals.lines)
        .singleElement()
        .asString()
        .startsWith("5 cannot be stored: ERROR: index row size ");
    assertThat(result).isEqualTo(new ImportResult("main", 0, 3, 1));
  }

  @Test
  void import_withoutItsLastLine_changesNothingUntilItIsComplete() {
    fill(sqlite);
    String text = exported(sqlite);
    String start = text.substring(0, text.lastIndexOf("\n{\"end\"") + 1);
    String other = other(Dialect.SQLITE);

    assertThatThrownBy(() -> importInto(other, SAME_NAME, start + "{\"end\":{\"li\n"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(
            "the last line of the export is missing; the world main is unchanged");
    assertThat(provider.status(other).sessions()).doesNotContainKey("main");
    ImportResult result = importInto(other, SAME_NAME, text);

    assertThat(result.resumedAt()).isEqualTo(SESSIONS + OTHER_LINES - 1L);
    assertThat(content(other, "main")).isEqualTo(content(sqlite, "main"));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void import_thatIsNotFinished_keepsWhatHasExpired(Dialect dialect) {
    fill(sqlite);
    String text = exported(sqlite);
    String start = text.substring(0, text.lastIndexOf("\n{\"end\"") + 1);
    String other = other(dialect);
    assertThatThrownBy(() -> importInto(other, SAME_NAME, start))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(expire(other)).isZero();
    ImportResult result = importInto(other, SAME_NAME, text);

    assertThat(result.imported()).isEqualTo(SESSIONS + OTHER_LINES - 2);
    assertThat(content(other, "main")).isEqualTo(content(sqlite, "main"));
    assertThat(expire(other)).isEqualTo(SESSIONS + 1 + 2);
  }

  /** Deletes sessions and profiles as if the time of their retention was over. */
  private static int expire(String location) {
    int max = 2 * SESSIONS;
    try (Database database = new Database(DatabaseLocation.parse(location), TIMEOUT)) {
      return database.write(
          database.deadlineOfEachResponse(),
          transaction ->
              ExpiredSessions.delete(transaction, Long.MAX_VALUE, max)
                  + ExpiredProfiles.delete(transaction, Long.MAX_VALUE, max));
    }
  }

  @Test
  void import_thatCannotFinish_canBeRunAgain() {
    fill(sqlite);
    String text = exported(sqlite);
    String other = other(Dialect.SQLITE);
    try (Stores stores = Stores.at(other)) {
      Store running = stores.open("main", DurableStoreTest.LIMITS);
      TransferListener changing =
          new TransferListener() {
            @Override
            public void passed(long lines) {
              if (lines > SESSIONS) {
                running.execute(scope("meanwhile"), unit -> update(unit, "meanwhile", ""));
              }
            }
          };
      InputStream in = new ByteArrayInputStream(text.getBytes(UTF_8));
      assertThatThrownBy(() -> provider.importWorld(other, SAME_NAME, in, changing))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has 1 sessions and 0 profiles");
    }

    ImportResult result = importInto(other, new ImportTarget(null, true), text);

    assertThat(result)
        .isEqualTo(
            new ImportResult("main", SESSIONS + OTHER_LINES - 1L, SESSIONS + OTHER_LINES - 2, 0));
    assertThat(content(other, "main")).isEqualTo(content(sqlite, "main"));
  }

  @Test
  void import_ofAnotherFile_dropsWhatAnInterruptedOneHasLeft() {
    fill(sqlite);
    String text = exported(sqlite);
    String other = other(Dialect.SQLITE);
    assertThatThrownBy(() -> importInto(other, SAME_NAME, text.substring(0, text.length() / 2)))
        .isInstanceOf(UncheckedIOException.class);

    ImportResult result = importInto(other, SAME_NAME, exported(sqlite));

    assertThat(result.resumedAt()).isZero();
    assertThat(provider.status(other).sessions().keySet()).containsExactly("main");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void import_intoAWorldWithContent_isRefusedUnlessItReplacesIt(Dialect dialect) {
    fill(sqlite);
    String text = exported(sqlite);
    String other = other(dialect);
    try (Stores stores = Stores.at(other)) {
      Store running = stores.open("main", DurableStoreTest.LIMITS);
      running.execute(scope("old"), unit -> update(unit, "old", "p"));

      assertThatThrownBy(() -> importInto(other, SAME_NAME, text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(
              "has 1 sessions and 1 profiles; replace them with --replace, or import with another"
                  + " --world");
      importInto(other, new ImportTarget("copy", false), text);
      importInto(other, new ImportTarget(null, true), text);

      assertThat(running.<Session>read(view -> view.find(key("old")))).isNull();
      Session next = running.execute(scope("new"), unit -> update(unit, "new", ""));
      assertThat(next.facts().getId()).isEqualTo(SESSIONS + 2L);
    }
    assertThat(provider.status(other).sessions())
        .isEqualTo(Map.of("main", SESSIONS + 2L, "copy", SESSIONS + 1L));
  }

  @Test
  void import_withoutTheLineOfIds_givesNoIdTwice() {
    fill(sqlite);
    String text = exported(sqlite);
    String other = other(Dialect.SQLITE);

    importInto(other, SAME_NAME, text.replace("{\"ids\"", "{\"id\""));

    try (Stores stores = Stores.at(other)) {
      Store store = stores.open("main", DurableStoreTest.LIMITS);
      Session next = store.execute(scope("new"), unit -> update(unit, "new", "new"));
      assertThat(next.facts().getId()).isEqualTo(SESSIONS + 2L);
      assertThat(store.<Profile>read(view -> view.find(new ProfileKey(1, "new"))).id())
          .isEqualTo(3);
    }
  }

  @Test
  void import_ofSomethingElse_saysWhy() {
    String other = other(Dialect.SQLITE);
    fill(sqlite);
    String text = exported(sqlite);

    assertThatThrownBy(() -> importInto(other, SAME_NAME, ""))
        .hasMessage("cannot import: line 1: there is none");
    assertThatThrownBy(() -> importInto(other, SAME_NAME, text.substring(text.indexOf('\n') + 1)))
        .hasMessage("cannot import: line 1: it is not the first line of an export");
    assertThatThrownBy(() -> importInto(other, SAME_NAME, "id;state\n1;open\n"))
        .hasMessageStartingWith("cannot import: line 1: ")
        .hasMessageEndingWith("[Malformed JSON]");
    assertThatThrownBy(
            () -> importInto(other, SAME_NAME, text.replaceFirst("\"version\":1", "\"version\":2")))
        .hasMessage(
            "cannot import: a newer version of the stub has written it (its format has version 2);"
                + " use that version");
    assertThatThrownBy(() -> importInto(other, new ImportTarget("a b", false), text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The name of a world must be ");
    assertThat(provider.status(other).sessions()).isEmpty();
  }

  @Test
  void export_ofAWorldThatIsMissing_namesTheOthers() {
    fill(sqlite);

    assertThatThrownBy(
            () ->
                provider.exportWorld(
                    sqlite, "checkout", new ByteArrayOutputStream(), TransferListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("world: " + sqlite + " has no world checkout; it has main");
  }

  @Test
  void export_whileSessionsChange_showsOnePointInTime() {
    fill(sqlite);
    String before = exported(sqlite);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    try (Stores stores = Stores.at(sqlite)) {
      Store running = stores.open("main", DurableStoreTest.LIMITS);
      provider.exportWorld(
          sqlite,
          "main",
          out,
          new TransferListener() {
            @Override
            public void passed(long lines) {
              running.execute(scope("s7"), unit -> update(unit, "s7", ""));
              running.execute(scope("new" + lines), unit -> update(unit, "new" + lines, ""));
            }
          });
      assertThat(running.<Session>read(view -> view.find(key("s7"))))
          .isEqualTo(session(8, "s7", "", 4));
    }

    assertThat(withoutFirst(out.toString(UTF_8))).isEqualTo(withoutFirst(before));
  }
}
