package io.customersession.codegen;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges JSON bodies by Ajv, which reads the schemas of OpenAPI 3.1. */
final class AjvValidator implements IndependentValidator {
  private static final Path HOME = Path.of("src/test/ajv");

  private final Process process;
  private final Writer requests;
  private final BufferedReader responses;

  AjvValidator(Path document, Collection<Path> files) throws IOException {
    List<String> command = new ArrayList<>(List.of("node", "validate.js"));
    Path main = document.toAbsolutePath().normalize();
    command.add(main.toString());
    files.stream().filter(file -> !file.equals(main)).map(Path::toString).forEach(command::add);
    process =
        new ProcessBuilder(command)
            .directory(HOME.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    responses = process.inputReader(StandardCharsets.UTF_8);
  }

  static boolean isInstalled() {
    return Files.isDirectory(HOME.resolve("node_modules/ajv"));
  }

  @Override
  public boolean judgesParameters() {
    return false;
  }

  @Override
  public boolean judges(Message message) {
    return message.body() != null && message.body().isJson();
  }

  @Override
  public @Nullable String errors(Message request) {
    return judge(request, null);
  }

  @Override
  public @Nullable String responseErrors(Message response) {
    return judge(response, response.status());
  }

  @Override
  public @Nullable String bodyErrors(Message request) {
    return errors(request);
  }

  @Override
  public @Nullable String valueErrors(Operation operation, Parameter parameter, String json) {
    JsonObject line = new JsonObject();
    line.addProperty("path", operation.path());
    line.addProperty("method", operation.method().toLowerCase(Locale.ROOT));
    line.addProperty("in", parameter.in().name().toLowerCase(Locale.ROOT));
    line.addProperty("name", parameter.name());
    line.add("body", JsonParser.parseString(json));
    return judge(line);
  }

  private @Nullable String judge(Message message, @Nullable Integer status) {
    Body body = message.body();
    if (body == null) {
      return null;
    }
    JsonObject line = new JsonObject();
    line.addProperty("path", message.path());
    line.addProperty("method", message.method().toLowerCase(Locale.ROOT));
    line.addProperty("status", status);
    line.addProperty("mediaType", body.type().replaceAll(";.*", ""));
    line.add("body", JsonParser.parseString(body.content().utf8()));
    return judge(line);
  }

  private @Nullable String judge(JsonObject line) {
    try {
      requests.write(line + "\n");
      requests.flush();
      String response = responses.readLine();
      if (response == null) {
        return "Ajv has stopped";
      }
      JsonObject judged = JsonParser.parseString(response).getAsJsonObject();
      if (judged.has("failure")) {
        return judged.get("failure").getAsString();
      }
      return judged.get("valid").getAsBoolean() ? null : judged.get("errors").getAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
