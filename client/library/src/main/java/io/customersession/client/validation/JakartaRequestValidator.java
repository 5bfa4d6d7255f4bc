package io.customersession.client.validation;

import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ErrorSource;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.violation.Rule;
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

/** Reports the violations of a Jakarta validator in the terms of the document. */
final class JakartaRequestValidator implements RequestValidator {
  private final Validator validator;

  JakartaRequestValidator(Validator validator) {
    this.validator = validator;
  }

  @Override
  public <M extends Model> void validate(Operation operation, ModelCodec<M> codec, M body) {
    List<ErrorEntry> violations =
        validator.validate(body).stream()
            .map(violation -> entry(body, violation))
            .sorted(
                Comparator.comparing((ErrorEntry entry) -> String.valueOf(entry.getSource()))
                    .thenComparing(ErrorEntry::getTitle))
            .collect(Collectors.toList());
    if (!violations.isEmpty()) {
      throw InvalidRequestException.before(operation, violations);
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
   * A constraint that does not come from the document, such as one added in XML, keeps its name.
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
    int min = limits.get("min") instanceof Integer ? (Integer) limits.get("min") : 0;
    if (value instanceof Collection) {
      return ((Collection<?>) value).size() < min ? Rule.MIN_ITEMS : Rule.MAX_ITEMS;
    }
    if (value instanceof Map) {
      return ((Map<?, ?>) value).size() < min ? Rule.MIN_PROPERTIES : Rule.MAX_PROPERTIES;
    }
    return String.valueOf(value).length() < min ? Rule.MIN_LENGTH : Rule.MAX_LENGTH;
  }

  /** Converts a path of Java names to a JSON pointer into the body. */
  private static String pointer(Model body, Path path) {
    StringBuilder pointer = new StringBuilder();
    Object current = body;
    for (Path.Node node : path) {
      if (node.isInIterable()) {
        Object step = node.getIndex() == null ? node.getKey() : node.getIndex();
        current = element(current, step);
        append(pointer, String.valueOf(step));
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        String name =
            current instanceof Model ? jsonName((Model) current, node.getName()) : node.getName();
        current = current instanceof Model ? property((Model) current, name) : null;
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

  /** The generator appends "Value" to names that are reserved in Java. */
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
