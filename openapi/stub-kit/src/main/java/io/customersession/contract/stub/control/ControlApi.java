package io.customersession.contract.stub.control;

import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.world.StubWorld;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The control API of a stub: all paths that start with {@value #PREFIX}. It is loaded by the first
 * request to it, so it does not delay the start of a stub. Thread-safe.
 *
 * @param <W> the type of the worlds
 */
public final class ControlApi<W extends StubWorld> {
  /** The first segment of its paths. */
  public static final String PREFIX = "/__stub";

  /**
   * The path that says whether the stub is ready. It works without a token and from any host, even
   * if the rest of the control API is disabled, and no fault applies to it.
   */
  public static final String HEALTH = PREFIX + "/health";

  private final ControlSettings<W> settings;

  @SuppressWarnings("NullableOptional") // null until it is looked for
  private volatile @Nullable Optional<Function<StubRequest, StubResponse>> handler;

  /** Creates the control API of a stub. */
  public ControlApi(ControlSettings<W> settings) {
    this.settings = settings;
  }

  /**
   * Returns the response, or null if the request is not for the control API, the control API is
   * disabled, or {@code contract-stub-control} is not on the class path.
   */
  public @Nullable StubResponse handle(StubRequest request) {
    String path = request.rawPath();
    if (!path.startsWith(PREFIX)
        || (path.length() > PREFIX.length() && path.charAt(PREFIX.length()) != '/')) {
      return null;
    }
    if (!settings.access().enabled() && !path.equals(HEALTH)) {
      return null;
    }
    return handler().map(each -> each.apply(request)).orElse(null);
  }

  private Optional<Function<StubRequest, StubResponse>> handler() {
    Optional<Function<StubRequest, StubResponse>> known = handler;
    return known == null ? load() : known;
  }

  private synchronized Optional<Function<StubRequest, StubResponse>> load() {
    Optional<Function<StubRequest, StubResponse>> loaded = handler;
    if (loaded == null) {
      ClassLoader own = ControlApi.class.getClassLoader();
      loaded =
          ServiceLoader.load(ControlApiProvider.class, own)
              .findFirst()
              .map(provider -> provider.create(settings));
      handler = loaded;
    }
    return loaded;
  }
}
