package io.customersession.codegen;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.google.common.util.concurrent.ExecutionError;
import io.customersession.contract.Document;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Judges by a document what a client sends and what a stub returns, with code that is not ours. */
interface IndependentValidator extends AutoCloseable {
  /** A body with its media type. */
  record Body(String type, ByteString content) {
    boolean isJson() {
      return type.matches("application/([^;]+\\+)?json(;.*)?");
    }
  }

  /** A message as it is sent, to or from an operation. */
  record Message(
      String method,
      String path,
      HttpUrl url,
      int status,
      Map<String, List<String>> headers,
      @Nullable Body body) {}

  /** Returns true if the validator looks at parameters. */
  boolean judgesParameters();

  /** Returns true if the validator looks at a message. */
  boolean judges(Message message);

  /** Returns what is wrong with a request, or null. */
  @Nullable String errors(Message request);

  /** Returns what is wrong with the body of a request, whatever its parameters are, or null. */
  @Nullable String bodyErrors(Message request);

  /**
   * Returns what is wrong with a value of a parameter, or null.
   *
   * @param json the value in JSON
   */
  @Nullable String valueErrors(Operation operation, Parameter parameter, String json);

  /** Returns what is wrong with a response, or null. */
  @Nullable String responseErrors(Message response);

  @Override
  void close();

  /**
   * Returns the validator for the version of a document, or null if it is not installed, or does
   * not read the document.
   */
  static @Nullable IndependentValidator of(Path file) throws IOException {
    Document document = Document.load(file);
    document.check();
    if (Files.readString(file)
        .lines()
        .anyMatch(line -> line.matches("(.*[{,])?\\s*\"?openapi\"?\\s*:\\s*[\"']?3\\.1.*"))) {
      if (!AjvValidator.isInstalled() && Boolean.getBoolean("guard.strict")) {
        throw new IOException("run npm ci in src/test/ajv first");
      }
      return AjvValidator.isInstalled() ? new AjvValidator(file, document.files()) : null;
    }
    try {
      return new SwaggerValidator(file);
    } catch (OpenApiInteractionValidator.ApiLoadException
        | StackOverflowError
        | OutOfMemoryError
        | ExecutionError e) {
      return null;
    }
  }
}
