package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.Document;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.OperationResult;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.operation.ResponseDefinition;
import io.customersession.contract.operation.SecurityScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that is generated from the vendor's own document, which cannot be in this repository,
 * calls the customer session stub: {@code .ci/vendor DOCUMENT} starts both.
 */
@EnabledIfSystemProperty(named = "vendor.document", matches = ".+")
class VendorDocumentTest {
  private static final String CART =
      """
      {"customerSession":{"profileId":"ann","cartItems":[{"name":"Mug","sku":"mug","quantity":2,\
      "price":10.5,"category":"kitchen"}],"state":"closed"},\
      "responseContent":["customerSession","customerProfile","event","triggeredCampaigns"]}""";

  @TempDir private Path directory;

  private final List<Operation> called = new ArrayList<>();
  private SchemaView view;
  private ApiClient sender;
  private ClientMethods methods;
  private Map<String, Operation> operations;
  private Map<String, Object> canonical;

  @Test
  void client_ofTheVendorsDocument_callsEveryServedOperation() throws IOException {
    Path document = Path.of(System.getProperty("vendor.document"));
    start(document);
    try {
      JsonObject closed = send("updateCustomerSessionV2", "vendor-1", CART);
      assertThat(closed.getAsJsonObject("customerSession").get("state").getAsString())
          .isEqualTo("closed");
      send("updateCustomerSessionV2", "vendor-2", CART);
      assertThat(send("getCustomerSession", "vendor-1", null).has("customerSession")).isTrue();
      send(
          "returnCartItems",
          "vendor-1",
          "{\"return\":{\"returnedCartItems\":[{\"position\":0,\"quantity\":1}]},"
              + "\"responseContent\":[\"customerSession\",\"previousReturns\"]}");
      send("reopenCustomerSession", "vendor-2", null);
      send("updateCustomerProfileV2", "ann", "{\"attributes\":{}}");
      assertRefused();
      send("deleteCustomerData", "ann", null);
    } finally {
      sender.close();
    }
    System.out.printf(
        "vendor: %d calls of %d operations, of %d that the document has%n",
        called.size(), called.stream().distinct().count(), operations.size());
  }

  private void start(Path document) throws IOException {
    List<Corpus.Side> sides = Corpus.sides(document, directory);
    ClassLoader client = Objects.requireNonNull(sides.get(0).classes(), sides.get(0).result());
    ClassLoader stub = Objects.requireNonNull(sides.get(1).classes(), sides.get(1).result());
    canonical = CanonicalDocument.of(Document.load(document));
    view = new SchemaView(canonical);
    StubMethods names = new StubMethods(stub, (operation, arguments, body) -> null);
    operations = new HashMap<>();
    ApiClient.Builder builder = ApiClient.builder().baseUrl(System.getProperty("vendor.stub"));
    for (Operation operation : RoundTrips.operations(client)) {
      operations.put(operation.id(), operation);
      for (SecurityScheme scheme : operation.security()) {
        builder.key(scheme, "ApiKey-v1 shop-key");
      }
    }
    sender = builder.build();
    methods = new ClientMethods(client, sender, names);
  }

  /** Closed sessions cannot be changed, and the error says where the request is wrong. */
  private void assertRefused() {
    try {
      send("updateCustomerSessionV2", "vendor-1", CART.replace("closed", "open"));
    } catch (ApiException e) {
      assertThat(e.status()).isEqualTo(400);
      assertThat(e.bodyText()).contains("/customerSession/state");
      return;
    }
    throw new AssertionError("a session that was closed is open");
  }

  /** Calls an operation, and compares what the client has of the response with what arrived. */
  private JsonObject send(String id, String argument, @Nullable String body) {
    Operation operation = Objects.requireNonNull(operations.get(id), id);
    Map<String, Object> arguments = new HashMap<>();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == Parameter.In.PATH) {
        arguments.put(
            parameter.key(), TripSamples.decoded(parameter.valueCodec(), "\"" + argument + "\""));
      }
    }
    Object value =
        body == null
            ? null
            : TripSamples.decoded(
                Objects.requireNonNull(operation.definition().request()).preferred().codec(), body);
    ApiResponse<?> response = methods.send(operation, arguments, value);
    called.add(operation);
    ResponseDefinition declared = operation.definition().success(response.status());
    if (declared == null || declared.body() == null) {
      return new JsonObject();
    }
    String sent = new String(response.body(), StandardCharsets.UTF_8);
    JsonCodec<?> codec = declared.body().preferred().codec();
    Object returned =
        response.value() instanceof OperationResult<?> result ? result.anyBody() : response.value();
    String kept = TripSamples.encoded(codec, Objects.requireNonNull(returned));
    Map<?, ?> responses =
        SchemaView.map(new TripSamples(view, operation, canonical).declared().get("responses"));
    Map<?, ?> content =
        SchemaView.map(SchemaView.map(responses.get(declared.key())).get("content"));
    Object schema = SchemaView.map(content.get("application/json")).get("schema");
    assertThat(new JsonEquality(view, SchemaSamples.Direction.RESPONSE).isEqual(schema, sent, kept))
        .as("%s: the client has %s of %s", id, kept, sent)
        .isTrue();
    return JsonParser.parseString(sent).getAsJsonObject();
  }
}
