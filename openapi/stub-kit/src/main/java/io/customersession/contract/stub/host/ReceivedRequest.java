package io.customersession.contract.stub.host;

import com.sun.net.httpserver.HttpExchange;
import io.customersession.contract.stub.http.StubRequest;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the JDK's server has received.
 *
 * @param http the exchange of the JDK's server
 */
public record ReceivedRequest(HttpExchange http) implements StubRequest {
  private static final int FIRST_NOT_ASCII = 0x80;

  @Override
  public String method() {
    return http.getRequestMethod();
  }

  @Override
  public String rawPath() {
    String target = target();
    int mark = target.indexOf('?');
    return encoded(mark < 0 ? target : target.substring(0, mark));
  }

  @Override
  public @Nullable String rawQuery() {
    String target = target();
    int mark = target.indexOf('?');
    return mark < 0 ? null : encoded(target.substring(mark + 1));
  }

  /**
   * Returns the request target as sent. The path of the URI may differ, because the URI reads the
   * first segment after two slashes as a host.
   */
  private String target() {
    return http.getRequestURI().toString();
  }

  @Override
  public List<String> header(String name) {
    return http.getRequestHeaders().getOrDefault(name, List.of());
  }

  @Override
  public Map<String, List<String>> headers() {
    return http.getRequestHeaders();
  }

  @Override
  public InputStream body() {
    return http.getRequestBody();
  }

  /** Encodes what a client sent as it is; the JDK's server makes one character of each byte. */
  private static String encoded(String sent) {
    if (isAscii(sent)) {
      return sent;
    }
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < sent.length(); i++) {
      char c = sent.charAt(i);
      if (c < FIRST_NOT_ASCII) {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_NOT_ASCII) {
        return false;
      }
    }
    return true;
  }
}
