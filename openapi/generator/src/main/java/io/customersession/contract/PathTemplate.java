package io.customersession.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters in a path, such as {@code id} in {@code /orders/{id}}. */
final class PathTemplate {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^{}]*)}");

  private PathTemplate() {}

  static List<String> parameters(String path) {
    List<String> names = new ArrayList<>();
    Matcher matcher = PARAMETER.matcher(path);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
