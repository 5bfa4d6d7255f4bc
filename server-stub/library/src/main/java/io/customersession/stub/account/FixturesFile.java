package io.customersession.stub.account;

import io.customersession.contract.stub.violation.ExpectedViolation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads fixtures from a file in YAML 1.2 or JSON, which is a part of it. Only this class and the
 * schema know the YAML library, which a stub without a file does not load.
 */
public final class FixturesFile {
  private static final int MAX_BYTES = 3 << 20;
  private static final int MAX_DEPTH = 50;
  private static final String EXAMPLE = "example-fixtures.yaml";

  private final String file;
  private final Fixtures.Builder fixtures = Fixtures.builder();
  private final List<String> mistakes = new ArrayList<>();

  private FixturesFile(String file) {
    this.file = file;
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
      throw reader.mistaken(1, "it is not in UTF-8");
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
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw mistaken(1, "it has more than " + MAX_BYTES + " bytes");
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

  private Fixtures read(String text) {
    Node root = parse(text);
    for (FixturesSchema.Mistake mistake : new FixturesSchema().check(root)) {
      add(mistake.line(), mistake.details() + " (" + mistake.rule() + ")");
    }
    throwIfAny();
    // The order matters here only: what is named by a later part stands in an earlier one, so that
    // a mistake between the two has a line.
    Map<String, Node> parts = members(root);
    part(parts, "applications", fixtures::applications, this::application);
    for (Entity entity : Entity.values()) {
      part(
          members(parts.get("attributes")),
          entity.word(),
          () -> fixtures.attributes(entity),
          members -> fixtures.attributes(entity, attribute(members)));
    }
    part(parts, "additionalCosts", fixtures::additionalCosts, this::additionalCost);
    part(
        parts,
        "coupons",
        fixtures::coupons,
        members -> {
          Promotion.Builder coupon = promotion(Promotion.coupon(text(members, "code")), members);
          fixtures.coupons(coupon);
          fixtures.requireFitting(coupon.build());
        });
    part(
        parts,
        "referrals",
        fixtures::referrals,
        members -> {
          Promotion.Builder referral =
              promotion(Promotion.referral(text(members, "code")), members);
          fixtures.referrals(referral);
          fixtures.requireFitting(referral.build());
        });
    part(
        parts,
        "limits",
        () -> {},
        members -> {
          fixtures.limits(text(members, "campaign"), limits(members));
          fixtures.requireCampaign(text(members, "campaign"));
        });
    part(
        parts,
        "expectedViolations",
        () -> {},
        members ->
            fixtures.expectedViolations(
                ExpectedViolation.of(text(members, "rule"), text(members, "location"))));
    throwIfAny();
    return fixtures.build();
  }

  private Node parse(String text) {
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_BYTES).build();
      checkDepth(new Parse(settings).parseString(text));
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(() -> mistaken(1, "there is nothing in it"));
    } catch (InvalidFixturesException e) {
      throw e;
    } catch (MarkedYamlEngineException e) {
      throw mistaken(
          e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1),
          "this is neither YAML nor JSON: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw mistaken(1, "this is neither YAML nor JSON: " + e.getMessage());
    }
  }

  /** Looks at the events first, because composing nodes recurses until the stack is full. */
  private void checkDepth(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        throw mistaken(
            event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1),
            "it must be nested at most " + MAX_DEPTH + " deep");
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private void application(Map<String, Node> members) {
    Application.Builder application =
        Application.of(Long.parseLong(text(members, "id")))
            .apiKeys(texts(members.get("apiKeys")))
            .managementKeys(texts(members.get("managementKeys")));
    given(members, "name", application::name);
    given(members, "currency", application::currency);
    given(members, "hmacKey", application::hmacKey);
    fixtures.applications(application);
  }

  private static Attribute attribute(Map<String, Node> members) {
    String type = text(members, "type");
    return Attribute.of(
        text(members, "name"),
        List.of(AttributeType.values()).stream()
            .filter(each -> each.word().equals(type))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no type " + type)),
        items(members.get("allowed")).stream().map(FixturesFile::value).toArray());
  }

  private void additionalCost(Map<String, Node> members) {
    String name = text(members, "name");
    AdditionalCost cost = AdditionalCost.of(name);
    if (members.containsKey("on")) {
      Entity on = text(members, "on").equals("session") ? Entity.SESSION : Entity.CART_ITEM;
      cost = AdditionalCost.of(name, on);
    }
    fixtures.additionalCosts(cost);
  }

  private static Promotion.Builder promotion(
      Promotion.Builder promotion, Map<String, Node> members) {
    given(members, "application", id -> promotion.application(Long.parseLong(id)));
    given(members, "campaign", promotion::campaign);
    given(members, "label", promotion::label);
    given(members, "percent", promotion::percent);
    given(members, "amount", promotion::amount);
    given(members, "sku", promotion::sku);
    given(members, "category", promotion::category);
    given(members, "starts", at -> promotion.starts(time(at)));
    given(members, "expires", at -> promotion.expires(time(at)));
    given(members, "recipient", promotion::recipient);
    given(members, "advocate", promotion::advocate);
    return promotion.limits(limits(members(members.get("limits"))));
  }

  private static OffsetDateTime time(String text) {
    return Objects.requireNonNull(
        AttributeType.time(text), "the schema lets no other text through");
  }

  private static Limits limits(Map<String, Node> members) {
    return new Limits(
        count(members, "total"), count(members, "perProfile"), count(members, "perIdentifier"));
  }

  private static @Nullable Integer count(Map<String, Node> members, String name) {
    return members.containsKey(name) ? Integer.valueOf(text(members, name)) : null;
  }

  /** Reads a list of objects, each of which may break a rule that the schema cannot say. */
  private void part(
      Map<String, Node> parts, String name, Runnable begin, Consumer<Map<String, Node>> item) {
    Node part = parts.get(name);
    if (part == null) {
      return;
    }
    begin.run();
    for (Node node : items(part)) {
      try {
        item.accept(members(node));
      } catch (IllegalArgumentException e) {
        add(FixturesSchema.line(node), name + ": " + e.getMessage());
      }
    }
  }

  private static void given(Map<String, Node> members, String name, Consumer<String> setter) {
    if (members.containsKey(name)) {
      setter.accept(text(members, name));
    }
  }

  private static Map<String, Node> members(@Nullable Node node) {
    Map<String, Node> members = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        members.put(((ScalarNode) tuple.getKeyNode()).getValue(), tuple.getValueNode());
      }
    }
    return members;
  }

  private static List<Node> items(@Nullable Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }

  private static String text(Map<String, Node> members, String name) {
    return members.get(name) instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String[] texts(@Nullable Node node) {
    return items(node).stream().map(item -> ((ScalarNode) item).getValue()).toArray(String[]::new);
  }

  private static Object value(Node node) {
    String text = ((ScalarNode) node).getValue();
    return node.getTag().equals(Tag.STR) ? text : new java.math.BigDecimal(text);
  }

  private void add(int line, String details) {
    mistakes.add(file + ":" + line + ": " + details);
  }

  private void throwIfAny() {
    if (!mistakes.isEmpty()) {
      throw new InvalidFixturesException(mistakes);
    }
  }

  private InvalidFixturesException mistaken(int line, String details) {
    add(line, details);
    return new InvalidFixturesException(mistakes);
  }
}
