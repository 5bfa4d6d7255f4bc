package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Binary compatibility. {@code src/test/api/client.txt} records everything that compiled code of
 * users can refer to or must implement; it may only grow. Intended breaks and releases are recorded
 * by {@code mvn -pl client/library -am test -Dtest=ApiTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dapi.record=true}; reviewers see the diff.
 */
final class ApiTest {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path RECORD = Path.of("src/test/api/client.txt");

  /** Generated codecs, which only generated code of the same build calls. */
  private static final Pattern MACHINERY = Pattern.compile(".*\\$Codec");

  /** Classes that are not part of the API. */
  private static final String INTERNAL = ".internal.";

  private static final Pattern TO_IMPLEMENT =
      Pattern.compile("method .*\\babstract .* ([\\w.$]+)\\.\\w+\\(.*");

  @Test
  void api_hasEverythingThatIsRecorded() throws Exception {
    SortedSet<String> now = signatures(publicClasses());
    if (Boolean.getBoolean("api.record")) {
      Files.createDirectories(RECORD.getParent());
      Files.write(RECORD, now);
    }
    List<String> recorded = Files.readAllLines(RECORD);

    assertThat(broken(recorded, now)).as("what breaks partners' compiled code").isEmpty();
    assertThat(now).hasSizeGreaterThan(500);
  }

  @Test
  void api_noSignature_showsAnInternalType() throws Exception {
    assertThat(signatures(publicClasses())).noneMatch(line -> line.contains(INTERNAL));
  }

  @Test
  void gate_everyKindOfBreak_isSeen() {
    SortedSet<String> before = signatures(List.of(Before.class));
    SortedSet<String> after = signatures(List.of(After.class));

    assertThat(broken(before, after))
        .as("what is gone, moved, narrowed, changed in type or new to implement")
        .containsExactly(
            "constructor protected X(int)",
            "field public static final java.lang.String X.NAME = mug",
            "method public int X.compareTo(X)",
            "method public java.util.List<java.lang.String> X.parameterType(java.util.List<java.lang.String>)",
            "method public long X.returnType()",
            "method public void X.gone()",
            "method public void X.hidden()",
            "method public void X.nowAbstract()",
            "type public static class X implements java.lang.Comparable<X>",
            "method public abstract void X.nowAbstract()");
    assertThat(broken(before, before)).isEmpty();
    assertThat(broken(List.of("method public void X.stays()"), before)).isEmpty();
  }

  /** The class before the change. */
  @SuppressWarnings("unused")
  public static class Before implements Comparable<Before> {
    public static final String NAME = "mug";

    protected Before(int size) {}

    public void gone() {}

    public void hidden() {}

    public void nowAbstract() {}

    public long returnType() {
      return 1;
    }

    public List<String> parameterType(List<String> it) {
      return it;
    }

    public void stays() {}

    @Override
    public int compareTo(Before other) {
      return 0;
    }
  }

  /** The class after the change. */
  @SuppressWarnings("unused")
  public abstract static class After {
    public static final String NAME = "cup";

    After(int size) {}

    void hidden() {}

    public abstract void nowAbstract();

    public int returnType() {
      return 1;
    }

    public List<String> parameterType(java.util.Collection<String> it) {
      return List.copyOf(it);
    }

    public void stays() {}

    public void added() {}
  }

  private static List<String> broken(Collection<String> before, Collection<String> after) {
    List<String> broken = new ArrayList<>(before);
    broken.removeAll(after);
    List<String> added = new ArrayList<>(after);
    added.removeAll(before);
    for (String line : added) {
      Matcher toImplement = TO_IMPLEMENT.matcher(line);
      if (toImplement.matches()
          && before.stream().anyMatch(it -> it.contains(" " + toImplement.group(1) + "."))) {
        broken.add(line);
      }
    }
    return broken;
  }

  private static List<Class<?>> publicClasses() throws Exception {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.sorted().toList()) {
        String name = CLASSES.relativize(file).toString();
        if (name.endsWith(".class") && !name.endsWith("package-info.class")) {
          String className = name.substring(0, name.length() - 6).replace('/', '.');
          Class<?> type = Class.forName(className, false, ApiTest.class.getClassLoader());
          if (isPartOfTheApi(type)) {
            found.add(type);
          }
        }
      }
    }
    return found;
  }

  private static boolean isPartOfTheApi(Class<?> type) {
    return visible(type)
        && !type.getName().contains(INTERNAL)
        && !MACHINERY.matcher(type.getName()).matches();
  }

  private static boolean visible(Class<?> type) {
    return exported(type.getModifiers())
        && (type.getEnclosingClass() == null || visible(type.getEnclosingClass()))
        && !type.isAnonymousClass()
        && !type.isLocalClass();
  }

  private static boolean exported(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static SortedSet<String> signatures(List<Class<?>> types) {
    SortedSet<String> lines = new TreeSet<>();
    for (Class<?> type : types) {
      StringBuilder head = new StringBuilder("type ").append(type.toGenericString());
      if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
        head.append(" extends ").append(type.getGenericSuperclass().getTypeName());
      }
      if (type.getInterfaces().length > 0) {
        head.append(" implements ");
        head.append(
            String.join(
                ", ",
                Arrays.stream(type.getGenericInterfaces()).map(it -> it.getTypeName()).toList()));
      }
      add(lines, type, head.toString());
      for (Field field : type.getDeclaredFields()) {
        if (exported(field)) {
          add(lines, type, "field " + field.toGenericString() + constant(field));
        }
      }
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (exported(constructor)) {
          add(lines, type, "constructor " + constructor.toGenericString());
        }
      }
      for (Method method : type.getDeclaredMethods()) {
        if (exported(method)) {
          add(lines, type, "method " + method.toGenericString());
        }
      }
    }
    return lines;
  }

  private static boolean exported(Member member) {
    return exported(member.getModifiers())
        && !member.isSynthetic()
        && !(member instanceof Executable && ((Executable) member).isSynthetic());
  }

  /** Compilers inline the values of constants. */
  private static String constant(Field field) {
    Class<?> type = field.getType();
    if (!Modifier.isStatic(field.getModifiers())
        || !Modifier.isFinal(field.getModifiers())
        || !type.isPrimitive() && type != String.class) {
      return "";
    }
    try {
      return " = " + field.get(null);
    } catch (IllegalAccessException e) {
      return "";
    }
  }

  /** Gives both samples the same name, like two versions of one class. */
  private static void add(SortedSet<String> lines, Class<?> type, String line) {
    boolean sample = type.getEnclosingClass() == ApiTest.class;
    lines.add(sample ? line.replace(type.getName(), "X") : line);
  }
}
