package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.json.Json;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.NewCustomerSessionV2;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.validator.HibernateValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The checks in the generated codecs, beside Hibernate Validator on the generated annotations: both
 * find the same rules broken at the same places of bodies made from the document's schemas.
 */
class AnnotationsTest {
  private static final int BODIES = 10_000;
  private static final long SEED = Long.getLong("annotations.seed", 20_261_123);

  /** What the generator below takes into account, or need not; another keyword has to be taught. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "$ref",
          "allOf",
          "type",
          "format",
          "enum",
          "nullable",
          "description",
          "readOnly",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "x-maximum-sum",
          "x-since",
          "x-state-machine");

  private static final List<String> NAMES = List.of("fee", "a/b~c", "", "\u00e4", "x\\ty", "0");

  /** Rules and places are compared, not words. */
  private static final class Wordless implements MessageInterpolator {
    @Override
    public String interpolate(String template, Context context) {
      return template;
    }

    @Override
    public String interpolate(String template, Context context, Locale locale) {
      return template;
    }
  }

  private static ValidatorFactory factory;
  private static Validator validator;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void start() {
    factory =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .messageInterpolator(new Wordless())
            .buildValidatorFactory();
    validator = factory.getValidator();
  }

  @AfterAll
  static void stop() {
    factory.close();
  }

  @Test
  void randomBodies_areJudgedByTheCodecsAsByTheAnnotations() throws Exception {
    List<String> schemas = Document.requestSchemas();
    Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
    int invalid = 0;
    for (int i = 0; i < BODIES; i++) {
      String schema = schemas.get(i % schemas.size());
      double wrong = List.of(0.0, 0.05, 0.2, 0.4).get(random.nextInt(4));
      String body = value(Document.schema(schema), 0, wrong);
      String label = "seed %d, body %d, %s %s".formatted(SEED, i, schema, body);

      Set<String> annotated = judge(label, codec(schema), body, counts);
      invalid += annotated.isEmpty() ? 0 : 1;
    }
    System.out.printf(
        "Annotations: %d bodies (seed %d), %d valid, %d invalid: %s%n",
        BODIES, SEED, BODIES - invalid, invalid, counts);
    assertThat(invalid).isBetween(BODIES / 4, BODIES * 3 / 4);
    assertThat(counts.keySet())
        .contains(
            Rule.REQUIRED,
            Rule.MIN_LENGTH,
            Rule.MAX_LENGTH,
            Rule.MINIMUM,
            Rule.MIN_ITEMS,
            Rule.MAX_ITEMS);
  }

  /** Compares three judgements of one body, and returns what they agree on. */
  private static <M extends Model> Set<String> judge(
      String label, ModelCodec<M> codec, String body, Map<Rule, Integer> counts) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    // A response may lack what a request must have, so it can be made a model whatever is wrong.
    M model = Json.decodeResponse(codec, bytes).value();
    Set<String> annotated = new TreeSet<>();
    for (ConstraintViolation<M> violation : validator.validate(model)) {
      annotated.add(pointer(model, violation.getPropertyPath()) + " " + rule(violation).title());
      counts.merge(rule(violation), 1, Integer::sum);
    }
    List<Violation> read = Json.decodeRequest(codec, bytes, new Violations()).violations();
    assertThat(lines(read)).as(label).isEqualTo(annotated);
    Violations checked = new Violations();
    codec.check(model, checked);
    assertThat(lines(checked.all())).as(label).isEqualTo(annotated);
    return annotated;
  }

  /** A sum over items and what is only worth a note are beyond annotations. */
  private static Set<String> lines(List<Violation> violations) {
    Set<String> lines = new TreeSet<>();
    for (Violation violation : violations) {
      if (violation.rule().refuses() && violation.rule() != Rule.MAXIMUM_SUM) {
        assertThat(violation.source()).isEqualTo(Violation.Source.POINTER);
        lines.add(violation.location() + " " + violation.rule().title());
      }
    }
    return lines;
  }

  /** What a request has of it is ignored; what a response has is judged alike by both. */
  @Test
  void readOnlyProperty_outOfItsLimits_isJudgedByTheCodecAsByTheAnnotations() {
    byte[] body =
        "{\"sku\":\"mug\",\"quantity\":1,\"position\":-1,\"returnedQuantity\":-1}"
            .getBytes(StandardCharsets.UTF_8);
    CartItem sent = Json.decodeRequest(CartItem.Codec.INSTANCE, body, new Violations()).value();
    CartItem received = Json.decodeResponse(CartItem.Codec.INSTANCE, body).value();

    assertThat(sent.getPosition()).isNull();
    assertThat(sent.getReturnedQuantity()).isNull();
    assertThat(judged(sent)).isEqualTo(annotated(sent)).isEmpty();
    assertThat(judged(received)).isEqualTo(annotated(received));
  }

  private static Set<String> judged(CartItem item) {
    return lines(CartItem.Codec.INSTANCE.check(item).all());
  }

  private static Set<String> annotated(CartItem item) {
    Set<String> annotated = new TreeSet<>();
    for (ConstraintViolation<CartItem> violation : validator.validate(item)) {
      annotated.add(pointer(item, violation.getPropertyPath()) + " " + rule(violation).title());
    }
    return annotated;
  }

  /** JSON schema counts characters; {@code @Size} counts two for one outside the basic plane. */
  @Test
  void charactersOfTwoUnits_countTwiceForAnnotationsOnly() {
    NewCustomerSessionV2 session =
        NewCustomerSessionV2.builder().referralCode("\ud83d\ude00".repeat(51)).build();
    Violations checked = new Violations();
    NewCustomerSessionV2.Codec.INSTANCE.check(session, checked);

    assertThat(checked.all()).isEmpty();
    assertThat(validator.validate(session)).hasSize(1);
  }

  /** Only the codecs know the sum that the document limits. */
  @Test
  void sumOfQuantities_isBeyondAnnotations() {
    CartItem many = CartItem.builder().sku("mug").quantity(10_001).price(BigDecimal.ONE).build();
    NewCustomerSessionV2 session = NewCustomerSessionV2.builder().cartItems(List.of(many)).build();
    Violations checked = new Violations();
    NewCustomerSessionV2.Codec.INSTANCE.check(session, checked);

    assertThat(checked.all()).extracting(Violation::rule).containsExactly(Rule.MAXIMUM_SUM);
    assertThat(validator.validate(session)).isEmpty();
  }

  @SuppressWarnings("unchecked") // a model's codec is the codec of its class
  private static ModelCodec<Model> codec(String schema) throws ReflectiveOperationException {
    String name = CartItem.class.getPackageName() + "." + schema + "$Codec";
    return (ModelCodec<Model>) Class.forName(name).getField("INSTANCE").get(null);
  }

  private static Rule rule(ConstraintViolation<?> violation) {
    String constraint =
        violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    return switch (constraint) {
      case "NotNull" -> Rule.REQUIRED;
      case "DecimalMin" -> Rule.MINIMUM;
      case "DecimalMax" -> Rule.MAXIMUM;
      case "Size" -> size(violation);
      default -> throw new AssertionError(constraint + " is not compared");
    };
  }

  private static Rule size(ConstraintViolation<?> violation) {
    Object value = violation.getInvalidValue();
    int min = (Integer) violation.getConstraintDescriptor().getAttributes().get("min");
    if (value instanceof Collection<?> items) {
      return items.size() < min ? Rule.MIN_ITEMS : Rule.MAX_ITEMS;
    }
    if (value instanceof Map<?, ?> members) {
      return members.size() < min ? Rule.MIN_PROPERTIES : Rule.MAX_PROPERTIES;
    }
    return value.toString().length() < min ? Rule.MIN_LENGTH : Rule.MAX_LENGTH;
  }

  /** Leads along a path of Java names through the body as it is sent. */
  private static String pointer(Model body, Path path) {
    StringBuilder pointer = new StringBuilder();
    Object at = body;
    for (Path.Node node : path) {
      if (node.isInIterable()) {
        Object step = node.getIndex() == null ? node.getKey() : node.getIndex();
        at = at instanceof List<?> items ? items.get((Integer) step) : ((Map<?, ?>) at).get(step);
        append(pointer, step.toString());
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        Model model = (Model) at;
        String name = jsonName(model, node.getName());
        at = property(model, name);
        append(pointer, name);
      }
    }
    return pointer.toString();
  }

  /** The generator puts "Value" after a name that Java has reserved. */
  private static String jsonName(Model model, String javaName) {
    List<String> names = model.codec().propertyNames();
    return names.contains(javaName) ? javaName : javaName.replaceFirst("Value$", "");
  }

  @SuppressWarnings("unchecked") // a model's codec is the codec of its class
  private static Object property(Model model, String name) {
    return ((ModelCodec<Model>) model.codec()).property(model, name);
  }

  private static void append(StringBuilder pointer, String token) {
    pointer.append('/').append(token.replace("~", "~0").replace("/", "~1"));
  }

  private static Map<?, ?> resolve(Map<?, ?> schema) {
    for (Object keyword : schema.keySet()) {
      assertThat(KEYWORDS).as("what this test knows").contains(keyword.toString());
    }
    Object reference = schema.get("$ref");
    if (reference == null && schema.get("allOf") instanceof List<?> all) {
      assertThat(all).hasSize(1);
      reference = ((Map<?, ?>) all.get(0)).get("$ref");
    }
    return reference == null
        ? schema
        : resolve(Document.schema(reference.toString().replaceFirst(".*/", "")));
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }

  /** Returns a value of a schema's type, with limits broken at random. */
  private String value(Map<?, ?> unresolved, int depth, double wrong) {
    if (Boolean.TRUE.equals(unresolved.get("nullable")) && chance(0.1)) {
      return "null";
    }
    Map<?, ?> schema = resolve(unresolved);
    if (schema.get("enum") instanceof List<?> values) {
      return quoted(values.get(random.nextInt(values.size())).toString());
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "object" -> object(schema, depth, wrong);
      case "array" -> array(schema, depth, wrong);
      case "integer" -> number(schema, wrong, BigDecimal.ONE);
      case "number" -> number(schema, wrong, new BigDecimal("0.01"));
      case "boolean" -> String.valueOf(random.nextBoolean());
      case "string" -> quoted(text(schema, wrong));
      default -> throw new AssertionError("no type: " + schema);
    };
  }

  private String object(Map<?, ?> schema, int depth, double wrong) {
    List<String> members = new ArrayList<>();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
      properties.forEach(
          (name, property) -> {
            if (required.contains(name) ? !chance(wrong) : chance(depth < 2 ? 0.5 : 0.3)) {
              // What is read-only has its limits in responses only; a request's value is skipped.
              double share =
                  Boolean.TRUE.equals(((Map<?, ?>) property).get("readOnly")) ? 0 : wrong;
              members.add(
                  quoted(name.toString()) + ":" + value((Map<?, ?>) property, depth + 1, share));
            }
          });
      if (chance(0.05)) {
        members.add("\"undeclared\":[{\"a\":null},-1,\"\"]");
      }
    } else if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      for (String name : NAMES.subList(0, random.nextInt(NAMES.size() + 1))) {
        members.add(quoted(name) + ":" + value(values, depth + 1, wrong));
      }
    } else {
      members.add("\"city\":\"Rome\",\"size\":-1,\"none\":null,\"deep\":[{\"er\":\"\"}]");
    }
    return "{" + String.join(",", members) + "}";
  }

  private String array(Map<?, ?> schema, int depth, double wrong) {
    Integer min = (Integer) schema.get("minItems");
    Integer max = (Integer) schema.get("maxItems");
    int size = random.nextInt(4);
    size = min == null ? size : Math.max(size, min);
    size = max == null ? size : Math.min(size, max);
    if (min != null && chance(wrong)) {
      size = min - 1;
    } else if (max != null && chance(max > 100 ? wrong / 20 : wrong)) {
      size = max + random.nextInt(2);
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      // What stands behind the limit of a request is not looked at, and of one rule so many are
      // named.
      double share = max != null && i >= max || i > 10 ? 0 : wrong;
      items.add(value((Map<?, ?>) schema.get("items"), depth + 1, share));
    }
    return "[" + String.join(",", items) + "]";
  }

  private String number(Map<?, ?> schema, double wrong, BigDecimal step) {
    BigDecimal min = decimal(schema.get("minimum"));
    BigDecimal max = decimal(schema.get("maximum"));
    if (min != null && chance(wrong)) {
      return min.subtract(step).toPlainString();
    }
    if (max != null && chance(wrong)) {
      return max.add(step).toPlainString();
    }
    BigDecimal some = step.multiply(BigDecimal.valueOf(random.nextInt(50)));
    if (min != null) {
      return min.add(chance(0.3) ? BigDecimal.ZERO : some).toPlainString();
    }
    return max == null ? some.negate().toPlainString() : max.subtract(some).toPlainString();
  }

  private static BigDecimal decimal(Object limit) {
    return limit == null ? null : new BigDecimal(limit.toString());
  }

  private String text(Map<?, ?> schema, double wrong) {
    Object format = schema.get("format");
    if (format != null) {
      return switch (format.toString()) {
        case "date-time" -> "2026-01-01T00:00:00Z";
        case "uuid" -> "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
        default -> throw new AssertionError("what is a " + format + "?");
      };
    }
    int min = schema.get("minLength") instanceof Integer limit ? limit : 0;
    Integer max = (Integer) schema.get("maxLength");
    int length = min + random.nextInt(5);
    if (min > 0 && chance(wrong)) {
      length = min - 1;
    } else if (max != null && chance(wrong)) {
      length = max + random.nextInt(2);
    }
    String characters = "ab 1\"\\/\n\u00e9\u20ac\u0000\u2028";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return json.append('"').toString();
  }
}
