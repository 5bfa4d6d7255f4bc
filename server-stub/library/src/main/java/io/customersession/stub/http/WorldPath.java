package io.customersession.stub.http;

import io.customersession.stub.world.World;
import org.jspecify.annotations.Nullable;

/**
 * A path that may name the world which a request is for, for clients that cannot add a header to
 * what they send.
 *
 * @param world the name, or null if the path names none
 * @param rest the path of the API
 */
record WorldPath(@Nullable String world, String rest) {
  /** Takes a path as sent apart. */
  static WorldPath of(String path) {
    if (!path.startsWith(World.PATH)) {
      return new WorldPath(null, path);
    }
    int end = path.indexOf('/', World.PATH.length());
    return end < 0
        ? new WorldPath(path.substring(World.PATH.length()), "/")
        : new WorldPath(path.substring(World.PATH.length(), end), path.substring(end));
  }
}
