package io.customersession.contract.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The API of the runtime, which generated code and partners are compiled against, is recorded in
 * {@code src/test/api/runtime.txt}. {@code mvn -pl openapi/runtime test -Dtest=PublicApiTest
 * -Dapi.record=true} records an intended change; its diff is what a reviewer sees.
 */
class PublicApiTest {
  @Test
  void runtime_hasEverythingThatIsRecorded() throws Exception {
    assertThat(PublicApi.changes(PublicApiTest.class, "runtime"))
        .as("what breaks compiled code of users")
        .isEmpty();
  }

  @Test
  void breaks_everyKindOfChange_isFound() {
    SortedSet<String> before = named(Before.class);
    SortedSet<String> after = named(After.class);

    assertThat(PublicApi.breaks(before, after))
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
    assertThat(PublicApi.breaks(before, before)).isEmpty();
    assertThat(PublicApi.breaks(List.of("method public void X.stays()"), before)).isEmpty();
  }

  @Test
  void breaks_operationOrTagThatTheDocumentAdds_isNone() {
    List<String> before =
        List.of(
            "method public abstract int a.api.OrdersApi.count()",
            "method public static a.api.Dispatcher a.api.Dispatcher.of(a.api.OrdersApi)");
    List<String> after =
        List.of(
            "method public abstract int a.api.OrdersApi.count()",
            "method public abstract int a.api.OrdersApi.sum()",
            "method public static a.api.Dispatcher"
                + " a.api.Dispatcher.of(a.api.AuditsApi,a.api.OrdersApi)");

    assertThat(PublicApi.breaks(before, after)).isEmpty();
    assertThat(PublicApi.breaks(after, before))
        .containsExactly("method public abstract int a.api.OrdersApi.sum()");
    assertThat(PublicApi.breaks(before, List.of(before.get(0)))).containsExactly(before.get(1));
  }

  /** Gives both samples one name, so that they compare like two versions of a class. */
  private static SortedSet<String> named(Class<?> sample) {
    SortedSet<String> lines = new TreeSet<>();
    PublicApi.signatures(List.of(sample))
        .forEach(line -> lines.add(line.replace(sample.getName(), "X")));
    return lines;
  }

  /** As it was. */
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

  /** As it would be. */
  @SuppressWarnings("unused")
  public abstract static class After {
    public static final String NAME = "cup";

    After(int size) {}

    void hidden() {}

    public abstract void nowAbstract();

    public int returnType() {
      return 1;
    }

    public List<String> parameterType(Collection<String> it) {
      return List.copyOf(it);
    }

    public void stays() {}

    public void added() {}
  }
}
