package io.customersession.stub.spring;

import io.customersession.stub.CustomerSessionStub;
import java.util.HashMap;
import java.util.Map;

/** A stub that all application contexts with equal settings use. Thread-safe. */
final class SharedStub {
  private static final Map<ConfiguredSettings, SharedStub> RUNNING = new HashMap<>();

  private final ConfiguredSettings settings;
  private final CustomerSessionStub stub;
  private int users;

  private SharedStub(ConfiguredSettings settings) {
    this.settings = settings;
    this.stub = settings.start();
  }

  /**
   * Returns the stub with these settings, which is started if none is running, for one more user.
   *
   * @throws IllegalArgumentException if a setting is not valid
   */
  static SharedStub acquire(ConfiguredSettings settings) {
    synchronized (RUNNING) {
      SharedStub shared = RUNNING.computeIfAbsent(settings, SharedStub::new);
      shared.users++;
      return shared;
    }
  }

  CustomerSessionStub stub() {
    return stub;
  }

  /** Ends one use; the last one closes the stub. */
  void release() {
    synchronized (RUNNING) {
      users--;
      if (users == 0) {
        RUNNING.remove(settings);
        stub.close();
      }
    }
  }
}
