package io.customersession.contract.control;

import io.customersession.contract.stub.control.ControlApi;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of the console: static resources that hold no secrets, so everyone may load them. What
 * they show comes from the control API, which decides who may use it. Thread-safe.
 */
final class ConsolePages {
  private static final String PATH = ControlApi.PREFIX + "/console";
  private static final String INDEX = "index.html";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** The media types of the files, which also list what is served. */
  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry(INDEX, "text/html; charset=utf-8"),
          Map.entry("console.css", "text/css; charset=utf-8"),
          Map.entry("icon.svg", "image/svg+xml"),
          Map.entry("actions.js", SCRIPT),
          Map.entry("api.js", SCRIPT),
          Map.entry("code.js", SCRIPT),
          Map.entry("diagram.js", SCRIPT),
          Map.entry("document.js", SCRIPT),
          Map.entry("elements.js", SCRIPT),
          Map.entry("journal.js", SCRIPT),
          Map.entry("json.js", SCRIPT),
          Map.entry("main.js", SCRIPT),
          Map.entry("resources.js", SCRIPT),
          Map.entry("violations.js", SCRIPT));

  /**
   * Only files of the stub run, and only requests to the stub leave the page: what a request has
   * sent cannot run, whatever it contains. No other page can frame it to steal clicks.
   */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  private final Map<String, StaticFile> loaded = new ConcurrentHashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // read once and handed to the host; never compared
  private record StaticFile(byte[] content, String tag) {}

  /**
   * Returns a file of the console, or null if the request is not for one.
   *
   * @throws HttpError if the file does not exist (404) or the method is not GET or HEAD (405)
   */
  @Nullable StubResponse respond(StubRequest request) {
    String path = request.rawPath();
    if (!path.equals(PATH) && !path.startsWith(PATH + "/")) {
      return null;
    }
    // Relative links of a page at .../console/ would miss, so only the path without it has a page.
    String name = path.equals(PATH) ? INDEX : path.substring(PATH.length() + 1);
    String type = FILES.get(name);
    if (type == null || path.endsWith(INDEX)) {
      throw HttpError.of(404, "The console has no such file; it is at " + PATH);
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw HttpError.of(405, "The method is not allowed for this path")
          .withHeader("Allow", "GET, HEAD");
    }
    StaticFile file = loaded.computeIfAbsent(name, ConsolePages::load);
    Map<String, String> headers = new LinkedHashMap<>(HEADERS);
    headers.put("ETag", file.tag());
    if (request.header("If-None-Match").contains(file.tag())) {
      return new StubResponse(304, headers, new byte[0]);
    }
    headers.put("Content-Type", type);
    return new StubResponse(200, headers, file.content());
  }

  private static StaticFile load(String name) {
    try (InputStream file = ConsolePages.class.getResourceAsStream("console/" + name)) {
      byte[] content = Objects.requireNonNull(file, name).readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new StaticFile(content, '"' + HexFormat.of().formatHex(digest, 0, 8) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
