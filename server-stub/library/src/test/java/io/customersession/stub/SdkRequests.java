package io.customersession.stub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The requests of one client, in the order in which it sends them. */
final class SdkRequests {
  /**
   * One request and what its response has to be.
   *
   * @param headers lines without line ends
   * @param body empty text if there is none
   * @param contained texts that the response contains
   */
  record Row(
      int status,
      String method,
      String target,
      List<String> headers,
      String body,
      List<String> contained) {
    @Override
    public String toString() {
      return method + " " + target + " " + body;
    }
  }

  private final String name;
  private final String description;
  private final Map<String, List<String>> headers = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  private SdkRequests(String[] words) {
    this.name = words[1];
    this.description = words[2];
  }

  String name() {
    return name;
  }

  List<Row> rows() {
    return rows;
  }

  /** Returns the SDKs that read the responses: the one that the client is or uses, or none. */
  List<SdkModels.Sdk> sdks() {
    String used =
        description.startsWith("sdk=") ? description.split(" ", -1)[0].substring(4) : name;
    return SdkModels.sdks().stream().filter(sdk -> sdk.name().equals(used)).toList();
  }

  /** Returns the clients of a resource. */
  static List<SdkRequests> read(String resource) {
    List<SdkRequests> clients = new ArrayList<>();
    for (String line : SdkModels.text(resource).lines().toList()) {
      if (line.startsWith("client ")) {
        clients.add(new SdkRequests(line.split(" ", 3)));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        clients.get(clients.size() - 1).add(line);
      }
    }
    return clients;
  }

  private void add(String line) {
    if (line.startsWith(" ")) {
      rows.get(rows.size() - 1).contained().add(line.substring(1));
    } else if (Character.isDigit(line.charAt(0))) {
      String[] words = line.replace("{client}", name).split(" ", 4);
      String body = words.length < 4 ? "" : words[3] + (newline() ? "\n" : "");
      rows.add(
          new Row(
              Integer.parseInt(words[0]),
              words[1],
              words[2],
              headers.get(kind(words[1], body)),
              body,
              new ArrayList<>()));
    } else {
      String[] words = line.split(" ", 2);
      headers.put(words[0], Arrays.asList(words[1].split(" \\| ", -1)));
    }
  }

  private boolean newline() {
    return description.endsWith(" newline");
  }

  private static String kind(String method, String body) {
    if (!body.isEmpty()) {
      return "body";
    }
    return method.equals("PUT") || method.equals("POST") ? "empty" : "none";
  }
}
