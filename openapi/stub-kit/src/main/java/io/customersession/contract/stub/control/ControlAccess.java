package io.customersession.contract.stub.control;

import io.customersession.contract.stub.http.Cors;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
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
  /** The control API is enabled on the loopback interface, and no web page may call the stub. */
  public static final ControlAccess DEFAULT = new ControlAccess(true, null, Set.of(), Cors.OFF);

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{8,200}");
  private static final int RANDOM_BYTES = 18;

  /** Returns this access with the control API enabled or not. */
  public ControlAccess withEnabled(boolean other) {
    return new ControlAccess(other, token, hosts, cors);
  }

  /**
   * Returns this access with a token.
   *
   * @throws IllegalArgumentException if it has other characters than letters, digits and {@code . _
   *     ~ -}, or fewer than 8
   */
  public ControlAccess withToken(String other) {
    if (!TOKEN.matcher(other).matches()) {
      throw new IllegalArgumentException(
          "controlToken must be of 8 to 200 letters, digits or any of . _ ~ -");
    }
    return new ControlAccess(enabled, other, hosts, cors);
  }

  /** Returns this access with one more name of the stub, as in the Host header without a port. */
  public ControlAccess withHost(String name) {
    Set<String> names = new LinkedHashSet<>(hosts);
    names.add(name);
    return new ControlAccess(enabled, token, names, cors);
  }

  /** Returns this access for other web pages. */
  public ControlAccess withCors(Cors other) {
    return new ControlAccess(enabled, token, hosts, other);
  }

  /**
   * Returns this access for a stub that listens on an interface. If other machines can reach it, a
   * random token is required unless one was chosen.
   *
   * @param host the name or address of the interface
   */
  public ControlAccess listeningOn(String host) {
    ControlAccess named = withHost(host.contains(":") ? "[" + host + "]" : host);
    return !enabled || token != null || isLoopback(host) ? named : named.withToken(random());
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
        cors,
        enabled
            ? new ControlApi<>(new ControlSettings<>(worlds, extension, maxBodySize, this))
            : null);
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
