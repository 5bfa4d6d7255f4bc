package io.customersession.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the imports of a generated file by those that it uses, in alphabetical order. */
final class Imports {
  private static final Pattern IMPORT = Pattern.compile("(?m)^import ([\\w.]+\\.)(\\w+|\\*);\n+");
  private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w*");
  // Possessive, because a text may be too long for the stack.
  private static final Pattern NOT_CODE =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*+\"|//[^\n]*|/\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern REFERENCE =
      Pattern.compile("\\{@link ([^}]*)}|@(?:see|throws) (\\S+)");

  private Imports() {}

  /**
   * Returns a text with the imports that it uses only.
   *
   * @param classNames the classes that an import of a whole package stands for
   */
  static String format(String text, Set<String> classNames) {
    Matcher matcher = IMPORT.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    int start = matcher.start();
    List<String[]> declared = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    int end = start;
    do {
      declared.add(new String[] {matcher.group(1), matcher.group(2)});
      body.append(text, end, matcher.start());
      end = matcher.end();
    } while (matcher.find());
    body.append(text, end, text.length());
    Set<String> used = names(body.toString());
    TreeSet<String> imports = new TreeSet<>();
    for (String[] name : declared) {
      Set<String> imported = name[1].equals("*") ? classNames : Set.of(name[1]);
      used.stream().filter(imported::contains).forEach(it -> imports.add(name[0] + it));
    }
    StringBuilder out = new StringBuilder(text.substring(0, start));
    imports.forEach(name -> out.append("import ").append(name).append(";\n"));
    return out.append(imports.isEmpty() ? "" : "\n").append(body).toString();
  }

  private static Set<String> names(String body) {
    StringBuilder code = new StringBuilder();
    Matcher matcher = NOT_CODE.matcher(body);
    while (matcher.find()) {
      StringBuilder references = new StringBuilder(" ");
      if (matcher.group(1) != null) {
        Matcher reference = REFERENCE.matcher(matcher.group(1));
        while (reference.find()) {
          references
              .append(reference.group(1) == null ? reference.group(2) : reference.group(1))
              .append(' ');
        }
      }
      matcher.appendReplacement(code, Matcher.quoteReplacement(references.toString()));
    }
    matcher.appendTail(code);
    Set<String> names = new HashSet<>();
    Matcher name = NAME.matcher(code);
    while (name.find()) {
      names.add(name.group());
    }
    return names;
  }
}
