package io.customersession.stub.admin;

import io.customersession.stub.http.Answer;
import io.customersession.stub.http.Front;
import io.customersession.stub.http.IncomingRequest;
import io.customersession.stub.world.Worlds;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests whose path starts with {@value #PREFIX}. Nothing of the admin side is loaded
 * before the first of them, so that a stub without any starts as fast as ever.
 */
public final class AdminFront implements Front {
  /** What the paths of the admin side start with. */
  public static final String PREFIX = "/__stub";

  private final Worlds worlds;
  private final int maxBodySize;
  private volatile @Nullable AdminEngine engine;

  /**
   * Makes the admin side of these worlds.
   *
   * @param maxBodySize in bytes
   */
  public AdminFront(Worlds worlds, int maxBodySize) {
    this.worlds = worlds;
    this.maxBodySize = maxBodySize;
  }

  @Override
  public @Nullable Answer answer(IncomingRequest request) {
    String path = request.rawPath();
    boolean ours =
        path.startsWith(PREFIX)
            && (path.length() == PREFIX.length() || path.charAt(PREFIX.length()) == '/');
    return ours ? engine().answer(request) : null;
  }

  private AdminEngine engine() {
    AdminEngine made = engine;
    return made == null ? make() : made;
  }

  private synchronized AdminEngine make() {
    AdminEngine made = engine;
    if (made == null) {
      made = new AdminEngine(worlds, maxBodySize);
      engine = made;
    }
    return made;
  }
}
