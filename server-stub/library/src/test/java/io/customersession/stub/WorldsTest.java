package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.account.Application;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.RepeatedMove;
import io.customersession.stub.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorldsTest {
  private final CustomerSessionStub stub = Stubs.builder().maxWorlds(250).start();

  @AfterEach
  void stop() {
    stub.close();
  }

  private Api in(String world) {
    return new Api(stub).header(World.HEADER, world);
  }

  @Test
  void call_namesAWorld_isSeenThereOnly() {
    in("a").putV2("s", "{\"profileId\":\"p\"}").expect(200);
    in("b").getV2("s").expect(404);
    new Api(stub).getV2("s").expect(404);
    in("a").getV2("s").expect(200);
    assertThat(in("b").putV2("s", "{}").session().get("id").getAsLong()).isEqualTo(1);

    assertThat(stub.world("a").journal().exchanges()).hasSize(2);
    assertThat(stub.world("b").journal().exchanges()).hasSize(2);
    assertThat(stub.journal().exchanges())
        .singleElement()
        .hasToString("#1 GET /v2/customer_sessions/s -> 404");
    assertThat(stub.worlds().names()).containsExactly("main", "a", "b");
  }

  @Test
  void twoHundredTests_inParallelOnOneStub_doNotSeeEachOther() throws Exception {
    List<Callable<List<String>>> tests =
        IntStream.range(0, 200).mapToObj(i -> (Callable<List<String>>) () -> life(i)).toList();
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      for (Future<List<String>> test : pool.invokeAll(tests)) {
        assertThat(test.get()).containsExactly("open", "closed", "cancelled", "1", "3");
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(stub.worlds().names()).hasSize(201);
    assertThat(stub.journal().exchanges()).isEmpty();
  }

  private List<String> life(int test) {
    Api api = in("test-" + test);
    String opened = state(api.putV2("s", "{\"attributes\":{\"test\":" + test + "}}").expect(200));
    String closed = state(api.putV2("s", "{\"state\":\"closed\"}").expect(200));
    Api.Response last = api.putV2("s", "{\"state\":\"cancelled\"}").expect(200);
    assertThat(last.session().getAsJsonObject("attributes").get("test").getAsInt()).isEqualTo(test);
    return List.of(
        opened,
        closed,
        state(last),
        last.session().get("id").getAsString(),
        String.valueOf(stub.world("test-" + test).journal().total()));
  }

  private static String state(Api.Response response) {
    return response.session().get("state").getAsString();
  }

  @Test
  void worldPerKey_everyKeyHasItsOwn() {
    try (CustomerSessionStub separate = Stubs.builder().worldPerKey(true).start()) {
      Api one = new Api(separate).header("Authorization", "ApiKey-v1 one");
      Api other = new Api(separate).header("Authorization", "ApiKey-v1 other");
      one.putV2("s", "{}").expect(200);
      other.getV2("s").expect(404);
      one.getV2("s").expect(200);
      World world = separate.worldOfKey("one");
      other.header(World.HEADER, world.name()).getV2("s").expect(200);
      assertThat(separate.worlds().names())
          .containsExactlyInAnyOrder("main", world.name(), separate.worldOfKey("other").name());
    }
  }

  @Test
  void worldPerKey_ofAManager_isThatOfTheApiKeyWithTheSameText_andOfASignerTheMainOne() {
    try (CustomerSessionStub separate = Stubs.builder().worldPerKey(true).start()) {
      Api api = new Api(separate).header("Authorization", "ApiKey-v1 one");
      api.putV2("s", "{}").expect(200);

      assertThat(sessions(api.header("Authorization", "ManagementKey-v1 one"))).isEqualTo(1);
      assertThat(sessions(api.header("Authorization", "Bearer one"))).isEqualTo(1);
      assertThat(sessions(api.header("Authorization", "ManagementKey-v1 office"))).isZero();
      String name = separate.worldOfKey("one").name();
      assertThat(sessions(api.header(World.HEADER, name))).isEqualTo(1);
      api.header(World.HEADER, null).header("Authorization", null);
      api.header("Content-Signature", "signer=1; signature=00").putV1("t", "{}").expect(200);
      assertThat(separate.world().sessionCount()).isEqualTo(1);
      api.header("Authorization", "ApiKey-v1 one/two+three==").putV2("s", "{}").expect(200);
      assertThat(separate.worldOfKey("one/two+three==").sessionCount()).isEqualTo(1);
      assertThat(separate.worlds().names()).hasSize(4);
    }
  }

  private static int sessions(Api manager) {
    return manager
        .send("GET", "/v1/applications/1/sessions", null)
        .expect(200)
        .json()
        .getAsJsonArray("data")
        .size();
  }

  @Test
  void worldPerKey_listOfWorlds_namesTheApplicationAndNotTheKey() {
    try (CustomerSessionStub separate =
        Stubs.builder().apiKey("c2VjcmV0+/==", 7).worldPerKey(true).start()) {
      Api api = new Api(separate).header("Authorization", "ApiKey-v1 c2VjcmV0+/==");
      api.putV2("s", "{}").expect(200);

      Api.Response worlds = api.send("GET", "/__stub/worlds", null).expect(200);

      assertThat(worlds.json().getAsJsonArray("worlds").get(1).getAsJsonObject().get("application"))
          .hasToString("7");
      assertThat(worlds.body()).doesNotContain("c2Vj", "VjcmV0");
    }
  }

  @Test
  void call_refusedForItsKeyOrBefore_makesNoWorld() {
    Fixtures account =
        Fixtures.builder().applications(Application.of(1).apiKeys("shop").hmacKey("00ff")).build();
    try (CustomerSessionStub closed =
        Stubs.builder().fixtures(account).worldPerKey(true).maxWorlds(2).start()) {
      for (String key : List.of("wrong", "other")) {
        Api stranger = new Api(closed).header("Authorization", "ApiKey-v1 " + key);
        stranger.putV2("s", "{}").expect(401);
        stranger.header(World.HEADER, "new").putV2("s", "no json").expect(401);
        stranger.send("GET", "/__world/new/v2/nothing", null).expect(404);
        stranger.send("POST", "/v2/customer_sessions/s", null).expect(405);
        stranger.send("GET", "/v1/status/health", null).expect(200);
        stranger.header("Authorization", null);
        stranger.header("Content-Signature", "signer=1; signature=00").putV1("s", "{}").expect(400);
      }
      assertThat(closed.worlds().names()).containsExactly("main");
      assertThat(closed.journal().exchanges()).hasSize(10);

      new Api(closed).header("Authorization", "ApiKey-v1 shop").putV2("s", "{}").expect(200);
      assertThat(closed.worlds().names()).containsExactly("main", closed.worldOfKey("shop").name());
    }
  }

  @Test
  void call_refusedForItsKey_isNotedInTheWorldThatItNames() {
    try (CustomerSessionStub closed = Stubs.builder().apiKey("right", 1).start()) {
      World test = closed.world("test");

      new Api(closed).header(World.HEADER, "test").putV2("s", "{}").expect(401);

      assertThat(test.violations()).hasSize(1);
      assertThat(closed.journal().exchanges()).isEmpty();
    }
  }

  @Test
  void tooManyWorlds_are507AndNothingIsMade() {
    try (CustomerSessionStub small = Stubs.builder().maxWorlds(2).start()) {
      Api api = new Api(small);
      api.header(World.HEADER, "a").putV2("s", "{}").expect(200);
      assertThat(api.header(World.HEADER, "b").putV2("s", "{}").expect(507).message())
          .isEqualTo("The stub keeps at most 2 worlds; reset it, or raise maxWorlds");
      assertThat(small.worlds().drop("a")).isTrue();
      assertThat(small.worlds().drop("a")).isFalse();
      api.header(World.HEADER, "b").putV2("s", "{}").expect(200);
      assertThat(small.worlds().names()).containsExactly("main", "b");
    }
  }

  @Test
  void wrongControlHeaders_are400AndSayWhatIsKnown() {
    Api api = new Api(stub);
    assertThat(api.header("X-Stub-Wrold", "a").putV2("s", "{}").expect(400).message())
        .startsWith("The stub does not know the header ")
        .contains("it knows X-Stub-World, X-Stub-Time, X-Stub-Behaviour, X-Stub-Fault");
    api.header("X-Stub-Wrold", null);
    assertThat(api.header(World.HEADER, "no spaces").putV2("s", "{}").expect(400).message())
        .startsWith("X-Stub-World: The name of a world must be 1 to 100 letters");
    api.header(World.HEADER, null);
    assertThat(api.header("X-Stub-Time", "soon").putV2("s", "{}").expect(400).message())
        .isEqualTo("X-Stub-Time must be a date-time with an offset, as of RFC 3339");
    api.header("X-Stub-Time", null);
    assertThat(api.header("X-Stub-Behaviour", "strict").putV2("s", "{}").expect(400).message())
        .isEqualTo("X-Stub-Behaviour: strict must be true or false, not \"\"");
    assertThat(api.header("X-Stub-Behaviour", "mood=good").putV2("s", "{}").expect(400).message())
        .isEqualTo(
            "X-Stub-Behaviour must be a list of strict=true|false, repeated-move=refuse|accept,"
                + " parallel-updates=serialize|refuse, response-version=auto|latest|YY.MM");
    api.header("X-Stub-Behaviour", null).getV2("s").expect(404);
  }

  @Test
  void behaviour_canDifferInOneCall_orInOneWorld() {
    Api api = new Api(stub);
    api.putV2("s", "{\"colour\":1}").expect(200);
    api.header("X-Stub-Behaviour", "strict=true, repeated-move=accept");
    api.putV2("s", "{\"colour\":1}").expect(400);
    api.putV2("s", "{\"state\":\"closed\"}").expect(200);
    api.putV2("s", "{\"state\":\"closed\"}").expect(200);
    api.header("X-Stub-Behaviour", null).putV2("s", "{\"state\":\"closed\"}").expect(400);

    stub.world().behaviour(Behaviour.defaults().with(Behaviour.REPEATED_MOVE, RepeatedMove.ACCEPT));
    api.putV2("s", "{\"state\":\"closed\"}").expect(200);
    stub.world().reset();
    assertThat(stub.world().behaviour()).isEqualTo(Behaviour.defaults());
  }

  @Test
  void clock_canBeFrozenSetAndMovedOn_inOneWorldOrOneCall() {
    World world = stub.world("a");
    world.clock().freezeAt(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(updated(in("a").putV2("s", "{}"))).isEqualTo("2030-01-01T00:00:00.000000Z");
    world.clock().advance(Duration.ofHours(1));
    assertThat(updated(in("a").putV2("s", "{}"))).isEqualTo("2030-01-01T01:00:00.000000Z");
    assertThat(world.clock().isFrozen()).isTrue();
    world.clock().resume();
    world.clock().set(Instant.parse("2031-01-01T00:00:00Z"));
    assertThat(updated(in("a").putV2("s", "{}"))).startsWith("2031-01-01T00:0");
    assertThat(updated(in("b").putV2("s", "{}"))).doesNotStartWith("203");
    assertThat(updated(in("b").header("X-Stub-Time", "2040-05-06T07:08:09+02:00").putV2("s", "{}")))
        .isEqualTo("2040-05-06T05:08:09.000000Z");
    world.reset();
    assertThat(updated(in("a").putV2("s", "{}"))).doesNotStartWith("203");
  }

  private static String updated(Api.Response response) {
    return response.expect(200).session().get("updated").getAsString();
  }

  @Test
  void snapshot_canBePutBack_alsoIntoAnotherWorld() {
    Api a = in("a");
    a.putV2("s", "{\"profileId\":\"p\",\"state\":\"closed\"}").expect(200);
    var snapshot = stub.world("a").snapshot();
    assertThat(snapshot.sessions()).isEqualTo(1);
    a.putV2("s", "{\"state\":\"cancelled\"}").expect(200);
    a.putV2("other", "{}").expect(200);

    stub.world("a").restore(snapshot);
    stub.world("b").restore(snapshot);

    for (Api api : List.of(a, in("b"))) {
      assertThat(state(api.getV2("s").expect(200))).isEqualTo("closed");
      api.getV2("other").expect(404);
      Api.Response next = api.putV2("next", "{\"profileId\":\"p\"}").expect(200);
      assertThat(next.session().get("id").getAsLong()).isEqualTo(2);
      assertThat(next.session().get("firstSession").getAsBoolean()).isFalse();
    }
  }

  @Test
  void embeddedStub_respondsWithoutAServer() {
    StubEngine engine = CustomerSessionStub.builder().embed();
    assertThatThrownBy(() -> engine.world("not a name"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(engine.world("a").name()).isEqualTo("a");
  }
}
