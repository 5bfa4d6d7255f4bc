package io.customersession.contract.stub.entity;

import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.OperationDefinition;
import io.customersession.contract.operation.ResponseDefinition;
import io.customersession.contract.operation.ResponseState;
import io.customersession.contract.violation.JsonPointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the success responses of one operation. */
final class EntityResponses {
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final String LOCATION = "Location";

  private final EntityOperation planned;
  private final OperationDefinition definition;

  EntityResponses(EntityOperation planned) {
    this.planned = planned;
    definition = planned.operation().definition();
  }

  /**
   * Returns the response to a creation, with the header Location if a 201 declares it.
   *
   * @param location where the entity is
   */
  @Nullable Object created(Map<String, Object> tree, String location) {
    int status = preferred(CREATED);
    ResponseDefinition declared = status == CREATED ? definition.success(status) : null;
    boolean hasLocation = declared != null && declared.header(LOCATION) != null;
    return response(
        status, hasLocation ? Map.of(LOCATION, List.of(location)) : Map.of(), shown(tree));
  }

  @Nullable Object deleted(Map<String, Object> tree) {
    return response(preferred(NO_CONTENT), shown(tree));
  }

  @Nullable Object entity(Map<String, Object> tree) {
    return response(planned.operation().successStatus(), shown(tree));
  }

  @Nullable Object list(List<Map<String, Object>> trees) {
    return response(
        planned.operation().successStatus(), trees.stream().<Object>map(this::shown).toList());
  }

  /** Returns a status if the document gives the choice, or else the default. */
  private int preferred(int status) {
    boolean isChoice =
        definition.results() != null
            && definition.responses().stream()
                .anyMatch(each -> each.key().equals(String.valueOf(status)));
    return isChoice ? status : planned.operation().successStatus();
  }

  /** Returns an entity with what the response shows and requires. */
  private Map<String, Object> shown(Map<String, Object> tree) {
    Map<String, Object> shown = new LinkedHashMap<>(planned.entityFill());
    List<String> names = planned.shown();
    tree.forEach(
        (name, value) -> {
          if (names == null || names.contains(name)) {
            shown.put(name, value);
          }
        });
    return shown;
  }

  private @Nullable Object response(int status, Object content) {
    return response(status, Map.of(), content);
  }

  private @Nullable Object response(int status, Map<String, List<String>> headers, Object content) {
    JsonCodec<?> codec = codec(status);
    Object body = null;
    if (codec != null) {
      String pointer = planned.response();
      body =
          JsonTrees.value(
              codec,
              pointer == null
                  ? planned.fill()
                  : JsonTrees.with(planned.fill(), JsonPointer.parse(pointer).steps(), content));
    }
    return definition.results() == null
        ? body
        : definition.results().create(ResponseState.of(status, headers, body));
  }

  private @Nullable JsonCodec<?> codec(int status) {
    if (status == planned.operation().successStatus()) {
      return planned.operation().responseBody();
    }
    ResponseDefinition response = definition.success(status);
    BodyDefinition body = response == null ? null : response.body();
    return body == null ? null : body.jsonCodec();
  }
}
