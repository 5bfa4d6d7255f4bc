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

/** Change types, generated from the option {@code changeTypes}. */
final class ChangeTypesTest {
  private static final Path ORDERS = Path.of("src/test/resources/golden/orders.yaml");

  /** Code of a user, which compiles only if the added property has its methods. */
  private static final String USER =
      """
      import java.util.List;
      import sample.OrderChange;

      public final class User {
        public static String set() {
          return builder().giftMessage("hello").notes(List.of("a")).attribute("vip", true).build().toModel().toString();
        }

        public static String clear() {
          return builder().clearGiftMessage().clearNotes().removeAttribute("vip").build().toModel().toString();
        }

        public static String explicitNull() {
          return builder().nullGiftMessage().attribute("vip", true).nullAttributes().build().toModel().toString();
        }

        public static String lastCallWins() {
          return builder().nullGiftMessage().giftMessage("hello").nullAttributes().attribute("vip", true)
              .build().toModel().toString();
        }

        public static String emptyByAccident() {
          return builder().notes(List.of()).build().toString();
        }

        private static OrderChange.Builder builder() {
          return OrderChange.builder().sku("mug").quantity(1);
        }
      }
      """;

  @TempDir private Path directory;

  private void generate(String document, String changeTypes) throws IOException {
    Path file = directory.resolve("document.yaml");
    Files.writeString(file, document);
    Generated.bare(
        file,
        "contract-client",
        Generated.BASE,
        directory.resolve("out"),
        null,
        Map.of(ChangeTypes.OPTION, changeTypes));
  }

  private static Object call(Class<?> user, String method) throws ReflectiveOperationException {
    return user.getMethod(method).invoke(null);
  }

  @Test
  void property_added_canBeSetClearedAndNull() throws Exception {
    String document =
        Files.readString(ORDERS)
            .replace(
                "        price:",
                "        giftMessage: {type: string, nullable: true}\n        price:");
    generate(document, "Order=OrderChange");
    Path source = Files.writeString(directory.resolve("User.java"), USER);
    Class<?> user = Generated.in(directory).compile(11, List.of(source)).loadClass("User");

    assertThat(call(user, "set"))
        .isEqualTo(
            "{\"sku\":\"mug\",\"quantity\":1,\"giftMessage\":\"hello\",\"notes\":[\"a\"],"
                + "\"attributes\":{\"vip\":true}}");
    assertThat(call(user, "clear"))
        .isEqualTo(
            "{\"sku\":\"mug\",\"quantity\":1,\"giftMessage\":\"\",\"notes\":[],"
                + "\"attributes\":{\"vip\":null}}");
    assertThat(call(user, "explicitNull"))
        .isEqualTo("{\"sku\":\"mug\",\"quantity\":1,\"giftMessage\":null,\"attributes\":null}");
    assertThat(call(user, "lastCallWins"))
        .isEqualTo(
            "{\"sku\":\"mug\",\"quantity\":1,\"giftMessage\":\"hello\","
                + "\"attributes\":{\"vip\":true}}");
    assertThatThrownBy(() -> call(user, "emptyByAccident"))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageStartingWith("notes is empty");
  }

  @Test
  void property_thatMustNotBeEmptyOrNullOrSent_hasNoSuchMethod() throws Exception {
    generate(Files.readString(ORDERS), "Order=OrderChange");
    String source = Generated.in(directory).source("OrderChange");

    assertThat(source)
        .contains("Builder sku(String sku)", "Builder clearNotes()", "Builder nullAttributes()")
        .doesNotContain("clearSku", "nullSku", "nullNotes", "placed(");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ordr=OrderChange | the document declares no object schema \"Ordr\"",
        "OrderState=OrderChange | the document declares no object schema \"OrderState\"",
        "Order | \"Order\" must have the form Schema=ClassName",
        "Order=Order-Change | \"Order=Order-Change\" must have the form Schema=ClassName",
      })
  void option_invalid_isRejected(String option, String message) throws Exception {
    String document = Files.readString(ORDERS);

    assertThatThrownBy(() -> generate(document, option))
        .isInstanceOf(InvalidContractException.class)
        .hasMessage("changeTypes: " + message);
  }
}
