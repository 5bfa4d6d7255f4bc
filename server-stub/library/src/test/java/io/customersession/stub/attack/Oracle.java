package io.customersession.stub.attack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What has to hold after each request, whatever was sent. */
enum Oracle {
  /** No status of 500 or more but those that the document declares. */
  SERVER_ERROR {
    @Override
    boolean isBroken(Observation seen) {
      return !seen.faultPossible()
          && seen.responses().stream()
              .anyMatch(it -> it.status() >= 500 && !DOCUMENTED.contains(it.status()));
    }
  },
  /** The response or the end of the connection comes within the deadline. */
  HANG {
    @Override
    boolean isBroken(Observation seen) {
      return seen.hung();
    }
  },
  /** There is a whole response unless the framing was broken on purpose. */
  NO_RESPONSE {
    @Override
    boolean isBroken(Observation seen) {
      return !seen.request().isBroken()
          && !seen.faultPossible()
          && (seen.responses().isEmpty()
              || !seen.responses().stream().allMatch(RawResponse::isComplete));
    }
  },
  /** A body is JSON; only the JDK's own refusals of broken heads are not. */
  NOT_JSON {
    @Override
    boolean isBroken(Observation seen) {
      return !seen.faultPossible()
          && seen.responses().stream().anyMatch(it -> !isJson(it) && !seen.isRefusedByTheJdk(it));
    }
  },
  /** A refused request leaves everything as it was, but for a new and empty world of its name. */
  CHANGED {
    @Override
    boolean isBroken(Observation seen) {
      boolean isRefused = seen.responses().stream().allMatch(it -> it.status() >= 400);
      if (!isRefused || (seen.responses().isEmpty() && seen.faultPossible())) {
        return false;
      }
      Map<String, String> after = new TreeMap<>(seen.after());
      if (!seen.request().operation().isControl()) {
        after.keySet().stream()
            .filter(world -> !seen.before().containsKey(world))
            .filter(world -> seen.request().names(world))
            .findFirst()
            .ifPresent(world -> after.remove(world, seen.empty()));
      }
      return !after.equals(seen.before());
    }
  };

  /** The document's 501 and 507, and the 503 of a request that meets a reset. */
  private static final Set<Integer> DOCUMENTED = Set.of(501, 503, 507);

  private static final TypeAdapter<JsonElement> STRICT = new Gson().getAdapter(JsonElement.class);

  /**
   * What was seen of one request.
   *
   * @param faultPossible whether a fault may have been asked for, by the request or by a rule
   * @param before everything in each world before it
   * @param after everything in each world after it
   * @param empty what a new world has
   */
  record Observation(
      HostileRequest request,
      List<RawResponse> responses,
      boolean hung,
      boolean faultPossible,
      Map<String, String> before,
      Map<String, String> after,
      String empty) {
    /** Returns whether a response is a page of the JDK's, which never calls the stub for these. */
    boolean isRefusedByTheJdk(RawResponse response) {
      return response.status() >= 400 && response.contentType().startsWith("text/html");
    }
  }

  abstract boolean isBroken(Observation seen);

  /** Returns the oracles that an observation breaks. */
  static List<Oracle> broken(Observation seen) {
    List<Oracle> broken = new ArrayList<>();
    for (Oracle oracle : values()) {
      if (oracle.isBroken(seen)) {
        broken.add(oracle);
      }
    }
    return broken;
  }

  private static boolean isJson(RawResponse response) {
    if (response.body().isEmpty()) {
      return true;
    }
    if (!response.contentType().startsWith("application/json")) {
      return false;
    }
    try {
      // Unlike JsonParser, an adapter is strict.
      JsonElement unused = STRICT.fromJson(response.body());
      return true;
    } catch (JsonParseException | IOException e) {
      return false;
    }
  }
}
