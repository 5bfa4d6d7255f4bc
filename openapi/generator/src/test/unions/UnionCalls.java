package sample;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.json.Union;
import io.customersession.contract.stub.StubServer;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sample.client.api.UnionsApi;
import sample.client.model.Card;
import sample.client.model.Cat;
import sample.client.model.Dog;
import sample.client.model.Event;
import sample.client.model.Fleet;
import sample.client.model.Holder;
import sample.client.model.HolderEither;
import sample.client.model.Level;
import sample.client.model.Payment;
import sample.client.model.PaymentVoucher;
import sample.client.model.Pet;
import sample.client.model.Truck;
import sample.client.model.Value;
import sample.client.model.Vehicle;

/** Calls with values of unions, from the generated client to the generated stub. */
public final class UnionCalls implements AutoCloseable {
  /** Returns what it receives, and tells of which class that is. */
  static final class Echo implements sample.stub.api.UnionsApi {
    private final List<String> story;

    Echo(List<String> story) {
      this.story = story;
    }

    @Override
    public sample.stub.model.Pet sendPet(sample.stub.model.Pet pet) {
      story.add(pet.match(cat -> "cat " + cat.getName(), dog -> "dog " + dog.getName()));
      return pet;
    }

    @Override
    public sample.stub.model.Holder sendHolder(sample.stub.model.Holder holder) {
      story.add(holder.toString());
      return holder;
    }

    @Override
    public sample.stub.model.Fleet sendVehicle(
        sample.stub.model.Fleet fleet, @Nullable String size) {
      story.add("size " + size);
      return fleet;
    }
  }

  private final List<String> story = new ArrayList<>();
  private final StubServer server =
      StubServer.builder(world -> sample.stub.api.Dispatcher.of(new Echo(story))).start();
  private final ApiClient client = ApiClient.builder().baseUrl(server.url()).build();
  private final UnionsApi unions = new UnionsApi(client);

  /** Returns what the calls of a group came to. */
  public static String run(String group) throws Exception {
    try (UnionCalls calls = new UnionCalls()) {
      switch (group) {
        case "pets" -> calls.pets();
        case "holders" -> calls.holders();
        case "vehicles" -> calls.vehicles();
        case "values" -> calls.values();
        case "readme" -> calls.readme();
        default -> throw new IllegalArgumentException(group);
      }
      return String.join("\n", calls.story);
    }
  }

  /** Returns the status of the response to a request body, or the pointers and details of errors. */
  public static String refusal(String path, String body) throws Exception {
    try (UnionCalls calls = new UnionCalls()) {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(calls.server.url() + path))
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .header("Content-Type", "application/json")
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() < 300) {
        return String.valueOf(response.statusCode());
      }
      List<String> errors = new ArrayList<>();
      JsonParser.parseString(response.body())
          .getAsJsonObject()
          .getAsJsonArray("errors")
          .forEach(
              error ->
                  errors.add(
                      error.getAsJsonObject().get("pointer").getAsString()
                          + ": "
                          + error.getAsJsonObject().get("details").getAsString()));
      return String.join("; ", errors);
    }
  }

  /** Returns the class that a response is read as, the value, and the violations. */
  public static String response(String schema, String body) throws Exception {
    ModelCodec<?> codec =
        (ModelCodec<?>)
            Class.forName("sample.client.model." + schema + "$Codec").getField("INSTANCE").get(null);
    return read(codec, body);
  }

  private static <T> String read(ModelCodec<T> codec, String body) {
    Decoded<T> decoded = Json.decodeResponse(codec, body.getBytes(StandardCharsets.UTF_8));
    T value = decoded.value();
    String name = value == null ? "nothing" : value.getClass().getSimpleName();
    return name + " " + value + " " + decoded.violations().size();
  }

  /** Returns what the client reads from a server that is newer than it. */
  public static String newer(String body) throws Exception {
    HttpServer newer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    newer.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    newer.start();
    try (ApiClient client =
        ApiClient.builder().baseUrl("http://127.0.0.1:" + newer.getAddress().getPort()).build()) {
      Pet pet = new UnionsApi(client).sendPet(Pet.ofDog(Dog.builder().name("Rex").build()));
      return pet.match(cat -> "cat", dog -> "dog", raw -> "unknown " + raw) + " " + pet;
    } finally {
      newer.stop(0);
    }
  }

  private void pets() {
    Pet tom = Pet.ofCat(Cat.builder().name("Tom").build());
    Pet rex = Pet.ofDog(Dog.builder().name("Rex").friend(tom).build());
    Pet kitten = Pet.ofCat(Cat.builder().name("Kit").petType("kitten").build());
    for (Pet pet : List.of(tom, rex, kitten)) {
      Pet returned = unions.sendPet(pet);
      story.add(returned.getClass().getSimpleName() + " " + returned);
    }
    Pet same = Pet.ofCat(Cat.builder().name("Tom").build());
    story.add(
        "equal: "
            + tom.equals(same)
            + " "
            + tom.equals(kitten)
            + " "
            + (tom.hashCode() == same.hashCode()));
    Gson gson = new Gson();
    story.add(gson.toJson(rex) + " " + gson.fromJson(gson.toJson(rex), Pet.class).getClass().getSimpleName());
    Pet lizard = gson.fromJson("{\"petType\":\"lizard\",\"legs\":4}", Pet.class);
    story.add(lizard + " " + Pet.Codec.INSTANCE.check(lizard).all());
    story.add(
        "" + Pet.Codec.INSTANCE.check(Pet.ofCat(Cat.builder().name("T").petType("Dog").build())).all());
  }

  private void readme() {
    Pet pet = unions.sendPet(Pet.ofCat(Cat.builder().name("Tom").build()));
    String name =
        pet.match(
            cat -> cat.getName(),
            dog -> dog.getName(),
            unknown -> "a pet of a newer server: " + unknown);
    story.add(name);
  }

  private void holders() {
    Holder holder =
        Holder.builder()
            .payment(Payment.ofCard(Card.builder().number("1").holder("J").build()))
            .payments(
                List.of(
                    Payment.ofVoucher(PaymentVoucher.builder().code("abc").build()),
                    Payment.ofCard(Card.builder().number("2").build())))
            .values(Map.of("a", Value.ofValueList(List.of(Value.ofInteger(1), Value.ofString("x")))))
            .value(Value.ofMap(Map.of("k", "v")))
            .level(Level.ofString("medium"))
            .either(HolderEither.ofDate(LocalDate.of(2026, 1, 31)))
            .build();
    Holder returned = unions.sendHolder(holder);
    story.add(String.valueOf(returned.equals(holder)));
    Holder other =
        Holder.builder()
            .value(Value.ofBoolean(true))
            .level(Level.ofEnum(sample.client.model.LevelEnum.HIGH))
            .either(HolderEither.ofNumber(new BigDecimal("1.50")))
            .build();
    story.add(unions.sendHolder(other).equals(other) + " " + other);
    story.add(
        Holder.Codec.INSTANCE
            .check(Holder.builder().value(Value.ofString("too long")).build())
            .all()
            .toString());
  }

  private void vehicles() {
    Vehicle truck = Vehicle.ofTruck(Truck.builder().kind("truck").wheels(6).load(new BigDecimal("7.5")).build());
    Vehicle base =
        Vehicle.ofVehicle(sample.client.model.VehicleBase.builder().kind("Vehicle").wheels(1).build());
    Fleet fleet =
        Fleet.builder()
            .first(truck)
            .vehicles(List.of(truck, base, Vehicle.ofCar(sample.client.model.Car.builder().kind("Car").doors(3).build())))
            .truck(Truck.builder().kind("truck").load(BigDecimal.ONE).build())
            .build();
    Fleet returned = unions.sendVehicle(fleet, "XL");
    story.add(String.valueOf(returned.equals(fleet)));
    for (Vehicle each : returned.getVehicles()) {
      story.add(each.match(t -> "truck " + t.getLoad(), c -> "car " + c.getDoors(), v -> "vehicle", raw -> "?"));
    }
  }

  private void values() throws ApiException {
    for (Union union :
        List.of(Value.ofString("s"), Value.ofInteger(3), Value.ofMap(Map.of()), Event.ofOpened(
            sample.client.model.EventOpened.builder()
                .kind(sample.client.model.EventOpenedKind.OPENED)
                .at(LocalDate.of(2026, 1, 1))
                .build()))) {
      story.add(union.getClass().getSimpleName() + " " + union + " " + union.value());
    }
    try {
      Pet.ofCat(null);
    } catch (IllegalStateException e) {
      story.add(e.getMessage());
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
