package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Deadline;
import io.customersession.stub.store.IdSource;
import io.customersession.stub.store.Sequence;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The ids of one generation that this process has reserved. A row that every unit of work changes
 * would make all of them wait for each other, so a process reserves a block of ids at a time; ids
 * follow the order of creation within a process only. Thread-safe.
 */
final class IdBlocks implements IdSource {
  private static final int MIN_BLOCK = 32;
  private static final int MAX_BLOCK = 1 << 16;

  private final long generation;
  private final Map<Sequence, Block> blocks = new EnumMap<>(Sequence.class);

  IdBlocks(long generation) {
    this.generation = generation;
    for (Sequence sequence : Sequence.values()) {
      blocks.put(sequence, new Block());
    }
  }

  long generation() {
    return generation;
  }

  @Override
  public synchronized long next(Sequence sequence) {
    return block(sequence).next(sequence);
  }

  @Override
  public synchronized void release(Sequence sequence, long id) {
    block(sequence).release(id);
  }

  /** Returns the id that is likely to be next. */
  synchronized long peek(Sequence sequence) {
    return block(sequence).peek(sequence);
  }

  /** Reserves a block of ids, each time a larger one while a single unit exhausts them. */
  void refill(Database database, Deadline deadline, Sequence sequence, int attempt) {
    int amount = Math.min(MIN_BLOCK << Math.min(attempt, 16), MAX_BLOCK);
    long last =
        database.write(
            deadline, transaction -> IdTable.reserve(transaction, generation, sequence, amount));
    add(sequence, last - amount + 1, last);
  }

  /** Adds a block that was reserved, perhaps before one that is known. */
  synchronized void add(Sequence sequence, long from, long last) {
    block(sequence).add(from, last);
  }

  /**
   * Gives back the ids that are not used, unless another process has reserved some after them.
   *
   * @param transaction a transaction; if it fails, the ids are lost
   */
  synchronized void giveBack(Transaction transaction) throws SQLException {
    for (Map.Entry<Sequence, Block> each : blocks.entrySet()) {
      Block block = each.getValue();
      if (block.next < block.end
          && IdTable.giveBack(
              transaction, generation, each.getKey(), block.next - 1, block.end - 1)) {
        block.end = block.next;
      }
    }
  }

  private Block block(Sequence sequence) {
    Block block = blocks.get(sequence);
    if (block == null) {
      throw new IllegalStateException("no block for " + sequence);
    }
    return block;
  }

  private static final class Block {
    private final TreeSet<Long> released = new TreeSet<>();
    private long first;
    private long next;
    private long end;

    private void add(long from, long last) {
      if (from == end) {
        end = last + 1;
        return;
      }
      for (long id = next; id < end; id++) {
        released.add(id);
      }
      first = from;
      next = from;
      end = last + 1;
    }

    private long next(Sequence sequence) {
      long id = peek(sequence);
      if (!released.remove(id)) {
        next++;
      }
      return id;
    }

    /** Returns the smallest id: a block that was reserved earlier may be added later. */
    private long peek(Sequence sequence) {
      if (!released.isEmpty() && (next == end || released.first() < next)) {
        return released.first();
      }
      if (next == end) {
        throw new IdsExhaustedException(sequence);
      }
      return next;
    }

    private void release(long id) {
      released.add(id);
      while (next > first && released.remove(next - 1)) {
        next--;
      }
    }
  }
}
