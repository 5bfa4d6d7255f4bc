package io.customersession.codegen;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Breaks one rule of a parameter at a time in a request. */
final class BrokenParameters {
  /**
   * A change to a request that breaks one rule.
   *
   * @param value what is sent in place of the parameter; null if it is left out
   */
  record Broken(String rule, @Nullable String value, UnaryOperator<Request> change) {
    @Override
    public String toString() {
      return rule + " by " + value;
    }
  }

  private BrokenParameters() {}

  /**
   * Returns the changes to a parameter that is text, a number or a boolean; none to others, which
   * are written in many ways.
   *
   * @param sample what is sent
   */
  static List<Broken> of(
      SchemaView view, Operation operation, Parameter parameter, Object schema, Object sample) {
    List<Broken> all = new ArrayList<>();
    if (sample instanceof Map<?, ?> || sample instanceof List<?>) {
      return all;
    }
    boolean isText = "string".equals(view.resolve(schema).get("type"));
    for (BrokenSamples.Broken broken : BrokenSamples.of(view, schema, sample)) {
      String text = broken.value().toString();
      boolean isSentAsText =
          !(broken.value() instanceof Map<?, ?>)
              && !(broken.value() instanceof List<?>)
              && !text.isBlank()
              && !(isText && broken.rule().equals("type"));
      if (isSentAsText && !(parameter.in() == Parameter.In.HEADER && !isAscii(text))) {
        add(all, operation, parameter, broken.rule(), text);
      }
    }
    if (parameter.required()
        && parameter.in() != Parameter.In.PATH
        && !isKey(operation, parameter)) {
      add(all, operation, parameter, "required", null);
    }
    return all;
  }

  /** Returns true if a parameter is declared as a key too, without which the status is 401. */
  private static boolean isKey(Operation operation, Parameter parameter) {
    return operation.security().stream()
        .anyMatch(
            scheme ->
                scheme.in().name().equals(parameter.in().name())
                    && parameter.name().equalsIgnoreCase(scheme.key()));
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private static void add(
      List<Broken> all,
      Operation operation,
      Parameter parameter,
      String rule,
      @Nullable String value) {
    String name = parameter.name();
    switch (parameter.in()) {
      case QUERY ->
          all.add(
              new Broken(
                  rule,
                  value,
                  request -> {
                    HttpUrl.Builder url = request.url().newBuilder().removeAllQueryParameters(name);
                    if (value != null) {
                      url.addQueryParameter(name, value);
                    }
                    return request.newBuilder().url(url.build()).build();
                  }));
      case PATH -> {
        int index = List.of(operation.path().substring(1).split("/")).indexOf("{" + name + "}");
        if (index >= 0 && value != null) {
          all.add(
              new Broken(
                  rule,
                  value,
                  request ->
                      request
                          .newBuilder()
                          .url(request.url().newBuilder().setPathSegment(index, value).build())
                          .build()));
        }
      }
      case HEADER ->
          all.add(
              new Broken(
                  rule,
                  value,
                  request ->
                      value == null
                          ? request.newBuilder().removeHeader(name).build()
                          : request.newBuilder().header(name, value).build()));
      case COOKIE ->
          all.add(
              new Broken(
                  rule,
                  value,
                  request ->
                      value == null
                          ? request.newBuilder().removeHeader("Cookie").build()
                          : request.newBuilder().header("Cookie", name + "=" + value).build()));
    }
  }
}
