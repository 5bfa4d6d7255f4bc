package io.customersession.stub.store;

import java.util.ArrayList;
import java.util.List;

/** The ids of one unit of work. They survive a restart, so that a further run gets the same. */
public final class ReservedIds {
  private final IdSource ids;
  private final List<Reservation> reserved = new ArrayList<>(2);
  private int used;

  private record Reservation(Sequence sequence, long id) {}

  /** Creates reservations without any id. */
  public ReservedIds(IdSource ids) {
    this.ids = ids;
  }

  /** Returns an id that a former run has reserved, or reserves the next one. */
  public long next(Sequence sequence) {
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
  public void restart() {
    used = 0;
  }

  /** Releases the ids that this run has not used. */
  public void releaseUnused() {
    while (reserved.size() > used) {
      Reservation last = reserved.remove(reserved.size() - 1);
      ids.release(last.sequence(), last.id());
    }
  }
}
