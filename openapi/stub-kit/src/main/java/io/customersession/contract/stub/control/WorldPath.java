package io.customersession.contract.stub.control;

import io.customersession.contract.stub.http.PercentEncoding;
import io.customersession.contract.stub.world.StubWorld;
import org.jspecify.annotations.Nullable;

/**
 * A path that may name the world of a request, for clients that cannot add a header.
 *
 * @param world the name, or null if the path names none
 * @param rest the path of the API
 */
public record WorldPath(@Nullable String world, String rest) {
  /** Splits a raw path into the name of a world and the path of the API. */
  public static WorldPath of(String path) {
    if (!path.startsWith(StubWorld.PATH)) {
      return new WorldPath(null, path);
    }
    int end = path.indexOf('/', StubWorld.PATH.length());
    String raw = path.substring(StubWorld.PATH.length(), end < 0 ? path.length() : end);
    String name = PercentEncoding.decode(raw, false);
    // What cannot be decoded is not a name either, and is refused as such.
    return new WorldPath(name == null ? raw : name, end < 0 ? "/" : path.substring(end));
  }
}
