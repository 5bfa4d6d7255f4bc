package io.customersession.contract.stub.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What is taken from a budget and given back, by several accounts. */
class MemoryBudgetAccountTest {
  private final MemoryBudget budget = new MemoryBudget(1_600);
  private final MemoryBudget.Account account = budget.account();
  private final MemoryBudget.Account other = budget.account();

  @Test
  void change_beyondTheBudget_isRefused_andTakesNothing() {
    account.change(1_000);
    other.change(600);

    assertThatThrownBy(() -> account.change(1))
        .isInstanceOf(StoreFullException.class)
        .hasMessageContaining("1600 bytes of state")
        .hasMessageContaining("maxMemory");
    assertThat(budget.taken()).isEqualTo(1_600);

    other.change(-1);
    account.change(1);
    assertThat(account.balance()).isEqualTo(1_001);
  }

  @Test
  void change_ofAThingThatIsTooLarge_isRefused_unlessItShrinks() {
    assertThatThrownBy(() -> account.change(0, 101))
        .isInstanceOf(StoreFullException.class)
        .hasMessageContaining("100 bytes of one resource");
    account.adjust(300);
    account.change(300, 200);
    assertThat(budget.taken()).isEqualTo(200);
  }

  @Test
  void force_takesMoreThanThereIs_andSetDoesNot() {
    account.force(2_000);

    assertThat(account.isOverdrawn()).isTrue();
    assertThatThrownBy(() -> other.set(1)).isInstanceOf(StoreFullException.class);
    account.set(1_000);
    assertThat(account.isOverdrawn()).isFalse();
  }

  @Test
  void close_releasesEverything_andTakesNothingAnyMore() {
    account.change(1_000);

    account.close();
    account.change(500);
    account.force(500);

    assertThat(budget.taken()).isZero();
  }
}
