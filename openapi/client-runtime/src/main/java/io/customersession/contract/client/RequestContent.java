package io.customersession.contract.client;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.OperationDefinition;
import io.customersession.contract.operation.ResponseDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** The body of a call as OkHttp sends it, and the headers about bodies. */
final class RequestContent extends RequestBody {
  private static final String JSON = "application/json";
  private static final MediaType JSON_TYPE = MediaType.get(JSON);

  private final BinaryData data;

  private RequestContent(BinaryData data) {
    this.data = data;
  }

  /** Returns the body of a call; OkHttp demands one for most methods. */
  static @Nullable RequestBody of(ApiCall<?> call) {
    byte[] body = call.sharedBody();
    if (body != null) {
      return RequestBody.create(body, JSON_TYPE);
    }
    BinaryData data = call.data();
    if (data != null) {
      return new RequestContent(data);
    }
    String method = call.operation().method();
    return method.equals("GET") || method.equals("HEAD")
        ? null
        : RequestBody.create(new byte[0], null);
  }

  /** Returns the Content-Type of a body that is not plain JSON, exactly as declared. */
  static @Nullable String contentType(ApiCall<?> call) {
    BinaryData data = call.data();
    return data == null ? null : data.contentType();
  }

  /** Returns the media types of the declared responses, those of successes first. */
  static String accept(Operation operation) {
    OperationDefinition definition = operation.definition();
    List<ResponseDefinition> responses = definition.responses();
    BodyDefinition first = responses.get(0).body();
    if (responses.size() == 1 && (first == null || first.isPlainJson())) {
      return JSON;
    }
    Set<String> types = new LinkedHashSet<>();
    for (ResponseDefinition response : responses) {
      BodyDefinition body = response.body();
      for (BodyDefinition.Variant variant : body == null ? NONE : body.variants()) {
        if (variant.type().isValid()) {
          types.add(variant.type().toString());
        }
      }
    }
    if (types.isEmpty() || definition.hasJsonErrors()) {
      types.add(JSON);
    }
    return String.join(", ", types);
  }

  private static final List<BodyDefinition.Variant> NONE = List.of();

  /** The header has the type, because OkHttp accepts fewer texts than a document may declare. */
  @Override
  public @Nullable MediaType contentType() {
    return null;
  }

  @Override
  public long contentLength() {
    return data.length();
  }

  @Override
  public boolean isOneShot() {
    return !data.isRepeatable();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    try (InputStream in = data.open();
        Source source = Okio.source(in)) {
      sink.writeAll(source);
    }
  }
}
