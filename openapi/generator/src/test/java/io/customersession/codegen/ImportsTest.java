package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ImportsTest {
  @Test
  void format_keepsWhatCodeAndLinksUse_inAlphabeticalOrder() {
    String text =
        """
        package p;

        import java.util.Map;
        import java.util.List;
        import java.util.Set;
        import java.util.UUID;
        import m.*;

        /** Uses {@link Map}, not a Set. */
        class X {
          List<Order> orders = of("UUID");
        }
        """;

    assertThat(Imports.format(text, Set.of("Order", "Line")))
        .isEqualTo(
            """
            package p;

            import java.util.List;
            import java.util.Map;
            import m.Order;

            /** Uses {@link Map}, not a Set. */
            class X {
              List<Order> orders = of("UUID");
            }
            """);
  }

  @Test
  void format_nothingUsed_leavesNoImports() {
    assertThat(Imports.format("package p;\n\nimport java.util.Map;\n\nclass X {}\n", Set.of()))
        .isEqualTo("package p;\n\nclass X {}\n");
  }
}
