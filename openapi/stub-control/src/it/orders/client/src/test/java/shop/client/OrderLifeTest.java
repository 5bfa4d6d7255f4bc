package shop.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderLifeTest {
  @Test
  void order_isDelivered() {
    List<String> story = OrderLife.run();

    assertTrue(story.contains("deliver: delivered, paid 19.90"), story::toString);
  }
}
