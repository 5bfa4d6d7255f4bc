package io.customersession.contract.client;

import io.customersession.contract.json.Json;
import okhttp3.OkHttpClient;

/**
 * Checks the libraries on the class path, whose versions the application or its platform may have
 * changed.
 */
final class Libraries {
  private static final String OKHTTP = "OkHttp 4.12 or later is required, but the class path has ";

  private Libraries() {}

  /**
   * Checks the versions, so that an old library does not fail in the middle of a call.
   *
   * @throws IllegalStateException if a library is too old
   */
  static void check() {
    checkOkHttp(okHttpVersion(OkHttpClient.class.getClassLoader()));
    Json.requireGson();
  }

  static void checkOkHttp(String version) {
    String[] parts = version.split("[.-]", 3);
    try {
      int major = Integer.parseInt(parts[0]);
      if (major > 4 || (major == 4 && parts.length > 1 && Integer.parseInt(parts[1]) >= 12)) {
        return;
      }
    } catch (NumberFormatException e) {
      throw new IllegalStateException(OKHTTP + "version " + version, e);
    }
    throw new IllegalStateException(OKHTTP + "version " + version);
  }

  /** Uses reflection because the compiler would inline the constant. */
  static String okHttpVersion(ClassLoader loader) {
    try {
      return String.valueOf(
          Class.forName("okhttp3.OkHttp", true, loader).getField("VERSION").get(null));
    } catch (ReflectiveOperationException | LinkageError e) {
      // OkHttp 3 has no such class.
      throw new IllegalStateException(OKHTTP + "an older version", e);
    }
  }
}
