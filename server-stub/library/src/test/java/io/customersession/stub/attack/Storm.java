package io.customersession.stub.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What happened while sessions were put and worlds were reset, and what must be left of it. Times
 * are of {@link System#nanoTime}.
 */
final class Storm {
  /** A session that was put into a world; each has an id of its own. */
  record Put(String world, String id, long begun, long ended, int status) {}

  /** A read of a session that had just been put. */
  record Read(Put put, long ended, int status) {}

  /** A reset, drop or restore of a world. */
  record Disruption(String world, long begun, long ended) {}

  private final Queue<Put> puts = new ConcurrentLinkedQueue<>();
  private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
  private final Queue<Disruption> disruptions = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> entered = new ConcurrentHashMap<>();

  void add(Put put) {
    puts.add(put);
  }

  void add(Read read) {
    reads.add(read);
  }

  void add(Disruption disruption) {
    disruptions.add(disruption);
  }

  /** Notes that a request is being carried out. */
  void enter(String id) {
    entered.putIfAbsent(id, System.nanoTime());
  }

  int puts() {
    return puts.size();
  }

  long puts(int status) {
    return puts.stream().filter(put -> put.status() == status).count();
  }

  /** Returns what is wrong, given the sessions in each world at the end. */
  List<String> problems(Map<String, Set<String>> present) {
    List<String> problems = new ArrayList<>();
    for (Put put : puts) {
      boolean isPresent = present.getOrDefault(put.world(), Set.of()).contains(put.id());
      if (put.status() != 200 && put.status() != 503) {
        problems.add("unexpected status: " + put);
      } else if (put.status() == 503 && isPresent) {
        problems.add("refused, but present: " + put);
      } else if (isPresent && disrupted(put.world(), entered.get(put.id()), Long.MAX_VALUE)) {
        problems.add("present after a reset that it began before: " + put);
      } else if (put.status() == 200 && !isPresent && !mayBeGone(put, Long.MAX_VALUE)) {
        problems.add("lost: " + put);
      }
    }
    for (Read read : reads) {
      if (read.status() != 200 && !mayBeGone(read.put(), read.ended())) {
        problems.add("not seen by the read that followed: " + read);
      }
    }
    return problems;
  }

  /** Returns whether a disruption began after a moment and before another. */
  private boolean disrupted(String world, long after, long before) {
    return disruptions.stream()
        .anyMatch(it -> it.world().equals(world) && it.begun() > after && it.begun() < before);
  }

  private boolean mayBeGone(Put put, long before) {
    return disruptions.stream()
        .anyMatch(
            it ->
                it.world().equals(put.world()) && it.ended() > put.begun() && it.begun() < before);
  }
}
