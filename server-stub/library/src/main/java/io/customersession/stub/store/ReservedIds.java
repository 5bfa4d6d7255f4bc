package io.customersession.stub.store;

import java.util.ArrayList;
import java.util.List;

/** The ids of one unit of work. They survive a restart, so that a further run gets the same. */
final class ReservedIds {
  private final Ids ids;
  private final List<Reservation> reserved = new ArrayList<>(2);
  private int used;

  private record Reservation(Sequence sequence, long id) {}

  ReservedIds(Ids ids) {
    this.ids = ids;
  }

  /** Returns an id that a former run has reserved, or reserves the next one. */
  long next(Sequence sequence) {
    for (int i = used; i < reserved.size(); i++) {
      Reservation reservation = reserved.get(i);
      if (reservation.sequence() == sequence) {
        reserved.remove(i);
        reserved.add(used++, reservation);
        return reservation.id();
      }
    }
    long id = ids.next(sequence);
    reserved.add(used++, new Reservation(sequence, id));
    return id;
  }

  /** Lets the next run use all reserved ids again. */
  void restart() {
    used = 0;
  }

  /** Releases the ids that this run has not used. */
  void releaseUnused() {
    while (reserved.size() > used) {
      Reservation last = reserved.remove(reserved.size() - 1);
      ids.release(last.sequence(), last.id());
    }
  }
}
