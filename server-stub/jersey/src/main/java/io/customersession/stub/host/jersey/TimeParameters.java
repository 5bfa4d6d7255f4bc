package io.customersession.stub.host.jersey;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.ScalarCodec;
import io.customersession.contract.violation.Violations;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads parameters of the time classes, for which Jakarta REST has no way of its own. */
final class TimeParameters implements ParamConverterProvider {
  private final Map<Class<?>, ParamConverter<?>> converters =
      Map.of(
          OffsetDateTime.class, new Converter<>(Codecs.dateTime("#")),
          LocalDate.class, new Converter<>(Codecs.date("#")));

  @Override
  @SuppressWarnings("unchecked") // the map pairs each class with a converter for it
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> rawType, Type genericType, Annotation[] annotations) {
    return (ParamConverter<T>) converters.get(rawType);
  }

  private record Converter<T>(ScalarCodec<T> codec) implements ParamConverter<T> {
    @Override
    public @Nullable T fromString(@Nullable String text) {
      return text == null ? null : codec.parse(text, new Violations());
    }

    @Override
    public String toString(T value) {
      return codec.format(value);
    }
  }
}
