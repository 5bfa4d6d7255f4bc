package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.store.Sequence;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdBlocksTest {
  private final IdBlocks blocks = new IdBlocks(1);

  private long next() {
    return blocks.next(Sequence.SESSION);
  }

  /** Two threads have reserved blocks, and the second is the first to add its own. */
  @Test
  void blocks_thatAreAddedInAnotherOrder_leaveNoGap() {
    blocks.add(Sequence.SESSION, 33, 64);
    assertThat(next()).isEqualTo(33);
    blocks.add(Sequence.SESSION, 1, 32);

    assertThat(blocks.peek(Sequence.SESSION)).isEqualTo(1);
    assertThat(LongStream.range(0, 63).map(each -> next()))
        .containsExactlyElementsOf(
            LongStream.concat(LongStream.rangeClosed(1, 32), LongStream.rangeClosed(34, 64))
                .boxed()
                .toList());
    assertThatThrownBy(this::next).isInstanceOf(IdsExhaustedException.class);
  }

  @Test
  void id_thatIsReleased_isUsedAgainBeforeLargerOnes() {
    blocks.add(Sequence.SESSION, 1, 32);
    assertThat(next() + next() + next()).isEqualTo(6);

    blocks.release(Sequence.SESSION, 2);

    assertThat(next()).isEqualTo(2);
    assertThat(next()).isEqualTo(4);
  }
}
