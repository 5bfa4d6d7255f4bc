package io.customersession.stub.account;

import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.violation.JsonPointer;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.account.internal.AccountFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads fixtures from a file in YAML 1.2 or JSON, which is a part of it. The document {@code
 * fixtures.yaml} describes such files.
 */
public final class FixturesFile {
  private static final String EXAMPLE = "example-fixtures.yaml";

  /** The file that the build derives from the document, and where schemas are in both. */
  private static final String SCHEMA = "fixtures.schema.json";

  private static final String SCHEMAS = "#/components/schemas/";
  private static final String DEFINITIONS = "#/$defs/";

  private final String file;
  private final FixturesProblems problems;

  private FixturesFile(String file) {
    this.file = file;
    problems = new FixturesProblems(file);
  }

  /**
   * Reads fixtures.
   *
   * @throws InvalidFixturesException if the file cannot be read, is not YAML, or violates its
   *     schema or another rule; the message has every such place with its line
   */
  public static Fixtures read(Path file) {
    FixturesFile reader = new FixturesFile(file.toString());
    String text;
    try {
      text = reader.text(file);
    } catch (NoSuchFileException e) {
      throw new InvalidFixturesException(List.of("there is no fixtures file " + file));
    } catch (CharacterCodingException e) {
      throw reader.problems.with(1, "it is not in UTF-8");
    } catch (IOException e) {
      throw new InvalidFixturesException(
          List.of("cannot read the fixtures file " + file + ": " + e));
    }
    return reader.read(text);
  }

  /** Reads a file that may be endless, such as a device. */
  private String text(Path path) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(FixturesText.MAX_BYTES + 1);
    }
    if (bytes.length > FixturesText.MAX_BYTES) {
      throw problems.with(1, "it has more than " + FixturesText.MAX_BYTES + " bytes");
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Reads the example that comes with the stub. */
  public static Fixtures example() {
    try (InputStream in =
        Objects.requireNonNull(FixturesFile.class.getResourceAsStream(EXAMPLE), EXAMPLE)) {
      return new FixturesFile(EXAMPLE).read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Fixtures read(String yaml) {
    FixturesText text = FixturesText.parse(file, yaml, problems);
    Decoded<AccountFixture> account =
        Json.decodeRequest(AccountFixture.Codec.INSTANCE, text.json(), new Violations("the file"));
    addViolations(text, account.violations());
    problems.throwIfAny();
    Fixtures.Builder fixtures =
        new FixturesMapper(
                (pointer, details) -> problems.add(text.line(pointer), pointer + ": " + details))
            .map(Objects.requireNonNull(account.value(), "without violations there is a value"));
    problems.throwIfAny();
    return fixtures.build();
  }

  /** Adds what a file violates; about a value that JSON cannot express, the text knows more. */
  private void addViolations(FixturesText text, List<Violation> violations) {
    Map<String, String> inexpressible = new LinkedHashMap<>(text.inexpressible());
    for (Violation violation : violations) {
      JsonPointer pointer = JsonPointer.parse(violation.location());
      // A codec reports a null with TYPE; that an undeclared property is null does not matter.
      boolean ofValue = violation.rule() == Rule.TYPE || violation.rule().isOfUndeclaredName();
      String wrong = ofValue ? inexpressible.remove(violation.location()) : null;
      problems.add(
          line(text, violation.rule(), pointer),
          place(pointer)
              + (wrong == null || violation.rule().isOfUndeclaredName()
                  ? details(violation)
                  : wrong)
              + rule(violation));
    }
    inexpressible.forEach(
        (location, wrong) -> {
          JsonPointer pointer = JsonPointer.parse(location);
          problems.add(text.line(pointer), place(pointer) + wrong);
        });
  }

  private static int line(FixturesText text, Rule rule, JsonPointer pointer) {
    return switch (rule) {
      case UNKNOWN, ADDITIONAL_PROPERTIES -> text.lineOfName(pointer);
      case DUPLICATE -> text.lineOfRepetition(pointer);
      default -> text.line(pointer);
    };
  }

  private static String place(JsonPointer pointer) {
    return pointer.equals(JsonPointer.ROOT) ? "" : pointer + ": ";
  }

  private static String details(Violation violation) {
    return violation.rule().isOfUndeclaredName()
        ? violation.details() + " Its properties are " + String.join(", ", violation.allowed())
        : violation.details();
  }

  /** Returns the location of the rule in the schema, if it is a rule of the schema. */
  private static String rule(Violation violation) {
    return violation.rulePath().startsWith(SCHEMAS)
        ? " (" + SCHEMA + violation.rulePath().replace(SCHEMAS, DEFINITIONS) + ")"
        : "";
  }
}
