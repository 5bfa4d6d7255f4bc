package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.InvalidContractException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods that copy shared properties, generated from the option {@code copyMethods}. */
final class CopyMethodsTest {
  private static final Path ORDERS = Path.of("src/test/resources/golden/orders.yaml");

  /** A request for an order: some of its properties, one of them of another type. */
  private static final String NEW_ORDER =
      """
          NewOrder:
            type: object
            properties:
              sku: {type: string}
              quantity: {type: string}
              notes: {type: array, items: {type: string}}
              giftMessage: {type: string}
              voucher: {type: string}
              target: {type: string}
      """;

  private static final String USER =
      """
      import java.util.List;
      import sample.model.NewOrder;
      import sample.model.Order;

      public final class User {
        public static String copied() {
          Order.Builder order = Order.builder().sku("mug").quantity(1).giftMessage("kept");
          NewOrder.builder().sku("cup").quantity("many").notes(List.of("a")).voucher("v").target("t").build().copyTo(order);
          return order.build().toString();
        }
      }
      """;

  @TempDir private Path directory;

  private void generate(String generator, String option) throws IOException {
    Path file = directory.resolve("document.yaml");
    Files.writeString(
        file,
        Files.readString(ORDERS)
            .replace(
                "        price:",
                "        giftMessage: {type: string}\n        target: {type: string}\n        price:")
            .replace("\n  schemas:\n", "\n  schemas:\n" + NEW_ORDER));
    Generated.bare(
        file,
        generator,
        Generated.BASE,
        directory.resolve("out"),
        null,
        Map.of(CopyMethods.OPTION, option));
  }

  @ParameterizedTest
  @CsvSource({"contract-client, 11", "contract-server-stub, 17"})
  void copyTo_copiesWhatHasAValueAndTheSameType(String generator, int release) throws Exception {
    generate(generator, "NewOrder=Order-quantity");
    Path source = Files.writeString(directory.resolve("User.java"), USER);

    Class<?> user = Generated.in(directory).compile(release, List.of(source)).loadClass("User");

    assertThat(user.getMethod("copied").invoke(null))
        .isEqualTo(
            "{\"sku\":\"cup\",\"quantity\":1,\"giftMessage\":\"kept\",\"target\":\"t\",\"notes\":[\"a\"]}");
  }

  @Test
  void option_withSeveralTargets_addsAMethodForEach() throws Exception {
    generate("contract-client", "NewOrder=Order-quantity, Order=NewOrder-quantity,Order=Order");

    assertThat(Generated.in(directory).source("model.Order"))
        .contains("void copyTo(NewOrder.Builder target)", "void copyTo(Order.Builder target)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NewOrdr=Order | the document declares no object schema \"NewOrdr\"",
        "NewOrder=OrderState | the document declares no object schema \"OrderState\"",
        "NewOrder=Order | the properties of \"NewOrder\" that have another type in \"Order\" are"
            + " quantity, and must be excluded: NewOrder=Order-quantity",
        "Order=Order-sku | the properties of \"Order\" that have another type in \"Order\" are none,"
            + " and must be excluded: Order=Order",
        "Order | \"Order\" must have the form Schema=OtherSchema",
      })
  void option_invalid_isRejected(String option, String message) {
    assertThatThrownBy(() -> generate("contract-client", option))
        .isInstanceOf(InvalidContractException.class)
        .hasMessage("copyMethods: " + message);
  }
}
