package io.customersession.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class DeclaredValuesTest {
  @Test
  void text_besideValuesThatAreEqual_isItsOwnValue() {
    DeclaredValues values = new DeclaredValues("1", "1.0", "\"auto\"", "true");

    assertThat(values.ofText("auto")).isEqualTo("auto");
    assertThat(values.ofText("true")).isEqualTo(true);
    assertThat((BigDecimal) values.ofText("1.0")).isEqualByComparingTo("1");
    assertThat(values.ofText("2")).isNull();
    assertThat(values.contains(new BigDecimal("1.00"))).isTrue();
  }
}
