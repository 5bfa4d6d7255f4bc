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
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
class AnnotationsTest extends RandomBodies {
  private static final int BODIES = 10_000;

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
    // The codecs do not match a text that is too long.
    annotated.removeIf(
        line ->
            line.endsWith(" " + Rule.PATTERN.title())
                && annotated.contains(line.replace(Rule.PATTERN.title(), Rule.MAX_LENGTH.title())));
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
      case "Pattern" -> Rule.PATTERN;
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
}
