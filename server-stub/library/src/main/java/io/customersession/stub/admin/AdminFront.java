package io.customersession.stub.admin;

import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.http.Cors;
import io.customersession.stub.world.World;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ResponseAssembler requests whose path starts with {@value #PREFIX}. Nothing of the admin side is
 * loaded before the first of them, so that a stub without any starts as fast as ever.
 */
public final class AdminFront {
  /** What the paths of the admin side start with. */
  public static final String PREFIX = "/__stub";

  private final Worlds<World> worlds;
  private final int maxBodySize;
  private final @Nullable String token;
  private final Set<String> hosts;
  private final Cors cors;
  private volatile @Nullable AdminEngine engine;

  /**
   * Makes the admin side of these worlds.
   *
   * @param maxBodySize in bytes
   * @param token what every request must carry, or null if its Host header decides
   * @param hosts names of the stub besides those of the loopback interface
   * @param cors the origins that may use it besides the stub's own
   */
  public AdminFront(
      Worlds<World> worlds, int maxBodySize, @Nullable String token, Set<String> hosts, Cors cors) {
    this.worlds = worlds;
    this.maxBodySize = maxBodySize;
    this.token = token;
    this.hosts = hosts;
    this.cors = cors;
  }

  /** Returns the response, or null if the request is not for the control API. */
  public @Nullable StubResponse handle(StubRequest request) {
    String path = request.rawPath();
    boolean ours =
        path.startsWith(PREFIX)
            && (path.length() == PREFIX.length() || path.charAt(PREFIX.length()) == '/');
    return ours ? engine().handle(request) : null;
  }

  private AdminEngine engine() {
    AdminEngine made = engine;
    return made == null ? make() : made;
  }

  private synchronized AdminEngine make() {
    AdminEngine made = engine;
    if (made == null) {
      made = new AdminEngine(worlds, maxBodySize, new AdminAccess(token, hosts, cors));
      engine = made;
    }
    return made;
  }
}
