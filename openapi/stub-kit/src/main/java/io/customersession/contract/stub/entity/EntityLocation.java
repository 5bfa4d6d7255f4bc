package io.customersession.contract.stub.entity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a client finds an entity that it has created. */
final class EntityLocation {
  private EntityLocation() {}

  /**
   * Returns the location of an entity, relative to the URL of the request: so it is right behind a
   * prefix of the path too, such as that of a world.
   *
   * @param planned the operation that has created it, on its own path or that of its collection
   * @param path the values of the path parameters in JSON
   * @param id the id of the entity
   */
  static String of(EntityOperation planned, Map<String, Object> path, String id) {
    String template = planned.operation().path();
    String last = template.substring(template.lastIndexOf('/') + 1);
    if (planned.action() != EntityAction.CREATE) {
      return encoded(id);
    }
    for (Map.Entry<String, Object> parameter : path.entrySet()) {
      String name = "{" + parameter.getKey() + "}";
      last = last.replace(name, encoded(JsonTrees.text(parameter.getValue())));
    }
    return last + "/" + encoded(id);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
