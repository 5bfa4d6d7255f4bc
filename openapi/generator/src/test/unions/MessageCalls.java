package messages;

import io.customersession.contract.client.ApiClient;
import io.customersession.contract.json.Json;
import io.customersession.contract.stub.StubServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import messages.client.api.MessagesApi;
import messages.client.model.Node;
import messages.client.model.Thread;
import messages.client.model.ThreadCover;
import org.jspecify.annotations.Nullable;

/** Calls with unions that are null, share properties, recur, and are in maps and lists. */
public final class MessageCalls {
  private MessageCalls() {}

  /** Starts a stub that returns what it receives. */
  public static StubServer server() {
    messages.stub.api.MessagesApi echo = thread -> thread;
    return StubServer.builder(world -> messages.stub.api.Dispatcher.of(echo)).start();
  }

  /** Returns what a client reads in the response to what it reads in a text. */
  public static String sent(String text) throws Exception {
    Thread thread = read(text);
    try (StubServer server = server();
        ApiClient client = ApiClient.builder().baseUrl(server.url()).build()) {
      Thread returned = new MessagesApi(client).sendThread(thread);
      return shown(returned) + (returned.equals(thread) ? "" : ", not equal") + " " + returned;
    }
  }

  /** Returns what a client reads in a response. */
  public static String received(String text) {
    return shown(read(text));
  }

  private static Thread read(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return Objects.requireNonNull(Json.decodeResponse(Thread.Codec.INSTANCE, body).value());
  }

  private static String shown(Thread thread) {
    List<String> parts = new ArrayList<>();
    parts.add(cover(thread.getCover()));
    if (thread.getMessage() != null) {
      parts.add(
          thread
              .getMessage()
              .match(
                  text -> "text " + text.getText(),
                  media -> "media " + media.getUrl(),
                  unknown -> "unknown " + unknown));
    }
    if (thread.getReactions() != null) {
      thread
          .getReactions()
          .forEach(
              (name, value) ->
                  parts.add(
                      name
                          + "="
                          + (value == null
                              ? "null"
                              : value.<String>match(
                                  word -> word.toString(),
                                  sticker -> "sticker " + sticker.getSticker(),
                                  unknown -> "unknown " + unknown))));
    }
    if (thread.getParts() != null) {
      thread
          .getParts()
          .forEach(
              part ->
                  parts.add(
                      part.<String>match(
                          text -> "'" + text + "'",
                          image -> "image " + image.getWidth(),
                          flags -> "flags " + flags,
                          unknown -> "unknown " + unknown)));
    }
    if (thread.getTree() != null) {
      parts.add(node(thread.getTree()));
    }
    if (thread.getIssues() != null) {
      thread
          .getIssues()
          .forEach(
              issue ->
                  parts.add(
                      issue.<String>match(
                          missing -> "missing " + missing.getField(),
                          malformed -> "malformed " + malformed.getField(),
                          unknown -> "unknown " + unknown)));
    }
    return String.join(", ", parts);
  }

  private static String cover(@Nullable ThreadCover cover) {
    return cover == null
        ? "no cover"
        : cover.<String>match(
            image -> "image " + image.getWidth(),
            video -> "video " + video.getSeconds(),
            unknown -> "unknown " + unknown);
  }

  private static String node(Node node) {
    return node.<String>match(
        leaf ->
            String.valueOf(
                leaf.getLeaf().<Object>match(text -> text, number -> number, other -> other)),
        branch -> {
          List<String> inner = new ArrayList<>();
          if (branch.getChildren() != null) {
            branch.getChildren().forEach(child -> inner.add(node(child)));
          }
          if (branch.getNamed() != null) {
            branch.getNamed().forEach((name, child) -> inner.add(name + ":" + node(child)));
          }
          if (branch.getNext() != null) {
            inner.add("next " + node(branch.getNext()));
          }
          return "(" + String.join(" ", inner) + ")";
        },
        unknown -> "unknown " + unknown);
  }
}
