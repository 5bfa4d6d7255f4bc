package io.customersession.contract.stub.control;

import io.customersession.contract.stub.http.Cors;
import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.SettingValues;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the control API of a stub. Immutable.
 *
 * @param enabled true if the stub has a control API
 * @param token the token that every request must carry, or null if the Host header decides
 * @param hosts the names of the stub besides those of the loopback interface
 * @param cors the web pages that may call the stub; origins listed by name may use the control API
 */
public record ControlAccess(boolean enabled, @Nullable String token, Set<String> hosts, Cors cors) {
  private static final int RANDOM_BYTES = 18;

  /** Returns the access that settings describe. */
  public static ControlAccess of(SettingValues values) {
    String token = values.get(KitSettings.CONTROL_TOKEN);
    return new ControlAccess(
        values.get(KitSettings.CONTROL_API),
        token.isEmpty() ? null : token,
        Set.copyOf(values.get(KitSettings.CONTROL_HOST)),
        Cors.of(values.get(KitSettings.CORS)));
  }

  /**
   * Returns this access for a stub that listens on an interface. If other machines can reach it, a
   * random token is required unless one was chosen.
   *
   * @param host the name or address of the interface
   */
  public ControlAccess listeningOn(String host) {
    Set<String> names = new LinkedHashSet<>(hosts);
    names.add(host.contains(":") ? "[" + host + "]" : host);
    boolean open = !enabled || token != null || isLoopback(host);
    return new ControlAccess(enabled, open ? token : random(), names, cors);
  }

  /**
   * Returns the steps of the pipeline of a stub.
   *
   * @param extension what the stub adds to the control API
   * @param maxBodySize the maximum size of a request body in bytes
   */
  public <W extends StubWorld> ControlSteps steps(
      Worlds<W> worlds, ControlExtension<W> extension, int maxBodySize) {
    return new ControlSteps(
        cors, new ControlApi<>(new ControlSettings<>(worlds, extension, maxBodySize, this)));
  }

  private static String random() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // the start fails and names it
    }
  }
}
