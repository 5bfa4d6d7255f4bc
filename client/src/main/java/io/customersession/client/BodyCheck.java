package io.customersession.client;

import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ErrorSource;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a body before it is sent. Called by any thread. */
interface BodyCheck {
  /**
   * Checks a body.
   *
   * @throws InvalidRequestException if it is not to be sent, with everything that is wrong
   */
  <M extends Model> void check(Operation operation, ModelCodec<M> codec, M body);

  /** Returns the check that finds nothing. */
  static BodyCheck none() {
    return new BodyCheck() {
      @Override
      public <M extends Model> void check(Operation operation, ModelCodec<M> codec, M body) {}
    };
  }

  /** Returns the check that goes by the document. */
  static BodyCheck document() {
    return new BodyCheck() {
      @Override
      public <M extends Model> void check(Operation operation, ModelCodec<M> codec, M body) {
        Violations found = new Violations();
        codec.check(body, found);
        if (!found.acceptable()) {
          throw InvalidRequestException.before(operation, found);
        }
      }
    };
  }

  /**
   * Returns the check that goes by the annotations of the generated classes, as a validator reads
   * them.
   */
  static BodyCheck jakarta(Validator validator) {
    return new Jakarta(validator);
  }

  /** Tells in the document's words what a Jakarta validator finds. */
  final class Jakarta implements BodyCheck {
    private final Validator validator;

    private Jakarta(Validator validator) {
      this.validator = validator;
    }

    @Override
    public <M extends Model> void check(Operation operation, ModelCodec<M> codec, M body) {
      List<ErrorEntry> found =
          validator.validate(body).stream()
              .map(violation -> entry(body, violation))
              .sorted(
                  Comparator.comparing((ErrorEntry entry) -> String.valueOf(entry.getSource()))
                      .thenComparing(ErrorEntry::getTitle))
              .collect(Collectors.toList());
      if (!found.isEmpty()) {
        throw InvalidRequestException.before(operation, found);
      }
    }

    private static ErrorEntry entry(Model body, ConstraintViolation<?> violation) {
      return ErrorEntry.builder()
          .title(title(violation))
          .details(violation.getMessage())
          .source(ErrorSource.builder().pointer(pointer(body, violation.getPropertyPath())).build())
          .build();
    }

    /**
     * A constraint that is none of the document's, such as one added in XML, keeps its own name.
     */
    private static String title(ConstraintViolation<?> violation) {
      String constraint =
          violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
      switch (constraint) {
        case "NotNull":
          return Rule.REQUIRED.title();
        case "DecimalMin":
          return Rule.MINIMUM.title();
        case "DecimalMax":
          return Rule.MAXIMUM.title();
        case "Pattern":
          return Rule.PATTERN.title();
        case "Size":
          return size(violation).title();
        default:
          return constraint;
      }
    }

    private static Rule size(ConstraintViolation<?> violation) {
      Object value = violation.getInvalidValue();
      Map<String, Object> limits = violation.getConstraintDescriptor().getAttributes();
      int least = limits.get("min") instanceof Integer ? (Integer) limits.get("min") : 0;
      if (value instanceof Collection) {
        return ((Collection<?>) value).size() < least ? Rule.MIN_ITEMS : Rule.MAX_ITEMS;
      }
      if (value instanceof Map) {
        return ((Map<?, ?>) value).size() < least ? Rule.MIN_PROPERTIES : Rule.MAX_PROPERTIES;
      }
      return String.valueOf(value).length() < least ? Rule.MIN_LENGTH : Rule.MAX_LENGTH;
    }

    /** Leads along a path of Java names through the body as it is sent. */
    private static String pointer(Model body, Path path) {
      StringBuilder pointer = new StringBuilder();
      Object at = body;
      for (Path.Node node : path) {
        if (node.isInIterable()) {
          Object step = node.getIndex() == null ? node.getKey() : node.getIndex();
          at = element(at, step);
          append(pointer, String.valueOf(step));
        }
        if (node.getKind() == ElementKind.PROPERTY) {
          String name = at instanceof Model ? jsonName((Model) at, node.getName()) : node.getName();
          at = at instanceof Model ? property((Model) at, name) : null;
          append(pointer, name);
        }
      }
      return pointer.toString();
    }

    private static @Nullable Object element(@Nullable Object container, @Nullable Object step) {
      if (container instanceof List && step instanceof Integer) {
        return ((List<?>) container).get((Integer) step);
      }
      return container instanceof Map ? ((Map<?, ?>) container).get(step) : null;
    }

    /** The generator puts "Value" after a name that Java has reserved. */
    static String jsonName(Model model, String javaName) {
      List<String> names = model.codec().propertyNames();
      return names.contains(javaName)
          ? javaName
          : names.stream().filter(it -> javaName.equals(it + "Value")).findFirst().orElse(javaName);
    }

    @SuppressWarnings("unchecked") // a model's codec is the codec of its class
    private static @Nullable Object property(Model model, String name) {
      return ((ModelCodec<Model>) model.codec()).property(model, name);
    }

    private static void append(StringBuilder pointer, String token) {
      pointer.append('/').append(token.replace("~", "~0").replace("/", "~1"));
    }
  }
}
