package io.customersession.contract.testing;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The signatures that compiled code of users can refer to, or has to implement. A test compares
 * them with a recorded list, which may only grow.
 */
public final class PublicApi {
  /** Classes that may change at any time, by the convention of all modules. */
  private static final String INTERNAL = ".internal.";

  /** Generated codecs, which only generated code of the same build calls. */
  private static final String CODEC = "$Codec";

  private static final Pattern TO_IMPLEMENT =
      Pattern.compile("method .*\\babstract .* ([\\w.$]+)\\.\\w+\\(.*");

  /**
   * What an operation that the document adds is: the stub's own code has to implement it, as is
   * intended, and the comparison of documents says whom it breaks.
   */
  private static final Pattern OPERATION_OF_TAG =
      Pattern.compile("method .*\\.api\\.\\w+Api\\.\\w+\\(.*");

  /** What has one more parameter for a tag that the document adds. */
  private static final Pattern LIST_OF_TAGS =
      Pattern.compile("method .*\\.api\\.Dispatcher\\.of\\(.*");

  private PublicApi() {}

  /**
   * Compares the classes of a module with the signatures recorded in its {@code src/test/api}. The
   * system property {@code api.record} records them instead. Packages named {@code internal} and
   * generated codecs are not part of the API.
   *
   * @param test a test class of the module
   * @param name the name of the recorded file, without its ending
   * @return what breaks compiled code of users, and signatures that show an internal type
   */
  public static List<String> changes(Class<?> test, String name)
      throws IOException, ClassNotFoundException, URISyntaxException {
    // Not the current directory: the tests of a module also run in another one.
    Path target =
        Path.of(test.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
    Path record = target.resolveSibling("src").resolve("test/api/" + name + ".txt");
    SortedSet<String> now = signatures(publicClasses(target.resolve("classes")));
    if (Boolean.getBoolean("api.record")) {
      Files.createDirectories(record.getParent());
      Files.write(record, now);
    }
    List<String> changes = breaks(Files.readAllLines(record), now);
    now.stream()
        .filter(line -> line.contains(INTERNAL))
        .map(line -> "shows an internal type: " + line)
        .forEach(changes::add);
    return changes;
  }

  /**
   * Returns the signatures that are gone, and those that existing types newly have to implement,
   * other than operations and tags that the document adds.
   */
  static List<String> breaks(Collection<String> before, Collection<String> after) {
    List<String> breaks = new ArrayList<>(before);
    breaks.removeAll(after);
    if (after.stream().anyMatch(line -> LIST_OF_TAGS.matcher(line).matches())) {
      breaks.removeIf(line -> LIST_OF_TAGS.matcher(line).matches());
    }
    for (String line : after) {
      Matcher toImplement = TO_IMPLEMENT.matcher(line);
      if (!before.contains(line)
          && toImplement.matches()
          && !OPERATION_OF_TAG.matcher(line).matches()
          && before.stream().anyMatch(it -> it.contains(" " + toImplement.group(1) + "."))) {
        breaks.add(line);
      }
    }
    return breaks;
  }

  private static List<Class<?>> publicClasses(Path classes)
      throws IOException, ClassNotFoundException {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.sorted().toList()) {
        String name = classes.relativize(file).toString();
        if (name.endsWith(".class") && !name.endsWith("-info.class")) {
          String className = name.substring(0, name.length() - 6).replace('/', '.');
          if (!className.contains(INTERNAL) && !className.endsWith(CODEC)) {
            Class<?> type = Class.forName(className, false, PublicApi.class.getClassLoader());
            if (isVisible(type)) {
              found.add(type);
            }
          }
        }
      }
    }
    return found;
  }

  private static boolean isVisible(Class<?> type) {
    return isExported(type.getModifiers())
        && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()))
        && !type.isAnonymousClass()
        && !type.isLocalClass();
  }

  private static boolean isExported(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean isExported(Member member) {
    return isExported(member.getModifiers()) && !member.isSynthetic();
  }

  static SortedSet<String> signatures(Collection<? extends Class<?>> types) {
    SortedSet<String> lines = new TreeSet<>();
    for (Class<?> type : types) {
      lines.add(head(type));
      for (Field field : type.getDeclaredFields()) {
        if (isExported(field)) {
          lines.add("field " + field.toGenericString() + constant(field));
        }
      }
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (isExported(constructor)) {
          lines.add("constructor " + constructor.toGenericString());
        }
      }
      for (Method method : type.getDeclaredMethods()) {
        if (isExported(method)) {
          lines.add("method " + method.toGenericString());
        }
      }
    }
    return lines;
  }

  private static String head(Class<?> type) {
    // Newer JDKs write "sealed" and "non-sealed".
    String declaration = type.toGenericString().replaceAll(" (non-)?sealed ", " ");
    StringBuilder head = new StringBuilder("type ").append(declaration);
    if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
      head.append(" extends ").append(type.getGenericSuperclass().getTypeName());
    }
    if (type.getInterfaces().length > 0) {
      head.append(
          Arrays.stream(type.getGenericInterfaces())
              .map(it -> it.getTypeName())
              .collect(Collectors.joining(", ", " implements ", "")));
    }
    return head.toString();
  }

  /** Returns the value of a constant, which compilers copy into the code that uses it. */
  private static String constant(Field field) {
    Class<?> type = field.getType();
    if (!Modifier.isPublic(field.getModifiers())
        || !Modifier.isStatic(field.getModifiers())
        || !Modifier.isFinal(field.getModifiers())
        || !(type.isPrimitive() || type == String.class)) {
      return "";
    }
    try {
      return " = " + field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
