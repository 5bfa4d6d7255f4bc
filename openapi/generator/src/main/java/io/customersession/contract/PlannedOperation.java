package io.customersession.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the default handler of an operation does.
 *
 * @param id the operationId
 * @param method the HTTP method, in upper case
 * @param path the path template
 * @param action what it does
 * @param entity the name of the entity's schema, or null if the action is none
 * @param idParameter the path parameter with the entity's id, or null
 * @param parents the path parameters before it, which name what the entity belongs to
 * @param filters the query parameters that select entities by the property of the same name
 * @param createsIfAbsent true if a replacement of an entity that is not there creates it
 * @param to the state that it moves entities to or creates them in, or null for the one that the
 *     state machine allows; for a creation, the one that is sent, or else the first
 * @param request the JSON pointer of the entity in the request, or null if it is not there
 * @param response the JSON pointer of the entity, or of the list, in the response, or null
 * @param shown the properties of an entity in the response, or null if it shows all
 * @param fill the values of required members around the entity in the response
 * @param entityFill the values of required properties that an entity in the response may lack
 * @param reason why
 * @param location where the document declares the operation
 */
public record PlannedOperation(
    String id,
    String method,
    String path,
    EntityAction action,
    @Nullable String entity,
    @Nullable String idParameter,
    List<String> parents,
    List<String> filters,
    boolean createsIfAbsent,
    @Nullable String to,
    @Nullable String request,
    @Nullable String response,
    @Nullable List<String> shown,
    Map<String, Object> fill,
    Map<String, Object> entityFill,
    String reason,
    SourceLocation location) {
  /** Returns what it does, such as {@code create Order} or {@code none}. */
  public String summary() {
    StringBuilder text = new StringBuilder(action.word());
    if (entity != null) {
      text.append(' ').append(entity);
    }
    if (to != null) {
      text.append(action == EntityAction.MOVE ? " to " : " in ").append(to);
    }
    if (request != null && !request.isEmpty()) {
      text.append(", request ").append(request);
    }
    if (response != null && !response.isEmpty()) {
      text.append(", response ").append(response);
    }
    return text.toString();
  }
}
