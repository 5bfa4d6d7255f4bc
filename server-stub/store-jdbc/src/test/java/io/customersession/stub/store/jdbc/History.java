package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients did to one session, and when: an update gets a version, and writes a mark that is
 * its own; a read shows a version and a mark. Thread-safe.
 */
final class History {
  private final List<Event> events = new ArrayList<>();
  private int unknown;

  /**
   * A response.
   *
   * @param begin when the request was sent, in nanoseconds
   * @param end when the response had arrived
   * @param version the version of the session in it
   * @param mark the mark of the session in it
   */
  record Event(boolean isUpdate, long begin, long end, int version, String mark) {}

  synchronized void add(Event event) {
    events.add(event);
  }

  /** Adds an update without a response, which may have been stored. */
  synchronized void addUnknown() {
    unknown++;
  }

  synchronized int size() {
    return events.size();
  }

  /**
   * Fails unless there is an order of all updates and reads that explains every response, and in
   * which whatever had ended comes before whatever began later.
   */
  synchronized void checkLinearizable() {
    Map<Integer, String> written = new HashMap<>();
    for (Event event : events) {
      if (event.isUpdate()) {
        assertThat(written.put(event.version(), event.mark())).as("two of %s", event).isNull();
      }
    }
    int last = events.stream().mapToInt(Event::version).max().orElseThrow();
    assertThat(last - written.size())
        .as("versions of updates without a response")
        .isBetween(0, unknown);
    Map<Integer, String> shown = new HashMap<>(written);
    for (Event event : events) {
      String mark = shown.putIfAbsent(event.version(), event.mark());
      assertThat(event.mark()).as("%s", event).isEqualTo(mark == null ? event.mark() : mark);
    }
    checkTime();
  }

  private void checkTime() {
    List<Event> byBegin = new ArrayList<>(events);
    byBegin.sort(Comparator.comparingLong(Event::begin));
    List<Event> byEnd = new ArrayList<>(events);
    byEnd.sort(Comparator.comparingLong(Event::end));
    int ended = 0;
    int newest = 0;
    for (Event event : byBegin) {
      while (byEnd.get(ended).end() < event.begin()) {
        newest = Math.max(newest, byEnd.get(ended).version());
        ended++;
      }
      assertThat(event.version())
          .as("%s began when version %d had been seen", event, newest)
          .isGreaterThanOrEqualTo(event.isUpdate() ? newest + 1 : newest);
    }
  }
}
