package shapes;

import io.customersession.contract.client.ApiClient;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.stub.StubServer;
import io.customersession.contract.violation.Violations;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shapes.client.api.ShapesApi;
import shapes.client.model.Circle;
import shapes.client.model.Filter;
import shapes.client.model.FilterValue;
import shapes.client.model.Form;
import shapes.client.model.FormValue;
import shapes.client.model.Polygon;
import shapes.client.model.Shape;
import shapes.client.model.Square;
import shapes.client.model.SquareKind;
import shapes.client.model.SquareSide;

/** Calls with unions in lists, forms and parameters, from the client to the stub. */
public final class ShapeCalls implements shapes.stub.api.ShapesApi {
  private final List<String> story = new ArrayList<>();

  /** Returns what the calls came to. */
  public static String run() throws Exception {
    ShapeCalls calls = new ShapeCalls();
    try (StubServer server =
            StubServer.builder(world -> shapes.stub.api.Dispatcher.of(calls)).start();
        ApiClient client = ApiClient.builder().baseUrl(server.url()).build()) {
      ShapesApi shapes = new ShapesApi(client);
      Shape circle = Shape.ofCircle(Circle.builder().radius(BigDecimal.TEN).build());
      Shape square =
          Shape.ofPolygon(
              Polygon.ofSquare(
                  Square.builder()
                      .kind(SquareKind.SQUARE)
                      .side(SquareSide.ofNumber(BigDecimal.ONE))
                      .build()));
      calls.story.add(shapes.sendShapes(List.of(circle, square)).toString());
      shapes.sendForm(
          Filter.builder().value(FilterValue.ofInteger(7)).build(),
          square,
          Form.builder().value(FormValue.ofString("7")).shape((Polygon) square.value()).build());
    }
    return String.join("\n", calls.story);
  }

  /** Returns the value that a request body of a schema is read as by the stub, or the violations. */
  public static String request(String schema, String body) throws Exception {
    ModelCodec<?> codec =
        (ModelCodec<?>)
            Class.forName("shapes.stub.model." + schema + "$Codec").getField("INSTANCE").get(null);
    return read(codec, body);
  }

  private static <T> String read(ModelCodec<T> codec, String body) {
    Decoded<T> decoded =
        Json.decodeRequest(codec, body.getBytes(StandardCharsets.UTF_8), new Violations());
    T value = decoded.value();
    return decoded.acceptable() && value != null
        ? value.getClass().getSimpleName() + " " + value
        : decoded.violations().stream()
            .filter(violation -> violation.rule().refuses())
            .map(violation -> violation.location() + ": " + violation.details())
            .collect(Collectors.joining("; "));
  }

  @Override
  public List<shapes.stub.model.Shape> sendShapes(List<shapes.stub.model.Shape> shapes) {
    story.add(shapes.stream().map(shape -> shape.getClass().getSimpleName()).toList().toString());
    return shapes;
  }

  @Override
  public void sendForm(
      shapes.stub.model.@Nullable Filter filter,
      shapes.stub.model.@Nullable Shape exact,
      shapes.stub.model.@Nullable Form form) {
    story.add(filter + " " + exact + " " + form);
  }
}
