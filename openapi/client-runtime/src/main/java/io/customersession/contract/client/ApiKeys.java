package io.customersession.contract.client;

import io.customersession.contract.operation.SecurityScheme;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials that consist of one fixed key per security scheme. */
final class ApiKeys implements ApiClient.Credentials {
  private final Map<String, String> keys;

  ApiKeys(Map<String, String> keys) {
    this.keys = new LinkedHashMap<>(keys);
  }

  @Override
  public @Nullable String authorization(ApiCall<?> call) {
    for (SecurityScheme scheme : call.operation().security()) {
      String key = keys.get(scheme.name());
      if (key != null) {
        return scheme.authorization(key);
      }
    }
    return null;
  }
}
