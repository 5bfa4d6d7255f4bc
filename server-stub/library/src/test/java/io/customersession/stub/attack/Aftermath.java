package io.customersession.stub.attack;

import java.util.ArrayList;
import java.util.List;

/**
 * What has to hold now and then during an attack, and at its end.
 *
 * @param unreadable reads of the control API that did not end with 200
 * @param wrongResponses violations of the document by the stub itself
 * @param standardError what was written to standard error or logged
 * @param threadsBefore threads after the first requests
 * @param threadsAfter threads at the end
 * @param heapBefore bytes in use after the first requests
 * @param heapAfter bytes in use at the end
 * @param takenBefore bytes of the stub's memory budget when everything was reset for the first time
 * @param takenAfter the same at the end
 */
record Aftermath(
    List<String> unreadable,
    List<String> wrongResponses,
    String standardError,
    int threadsBefore,
    int threadsAfter,
    long heapBefore,
    long heapAfter,
    long takenBefore,
    long takenAfter) {
  private static final int MORE_THREADS = 8;
  private static final long MORE_HEAP = 48L << 20;

  /** Returns what is wrong, each in a sentence. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    unreadable.forEach(read -> problems.add("A control call failed: " + read));
    wrongResponses.forEach(response -> problems.add("A response breaks the document: " + response));
    if (!standardError.isEmpty()) {
      problems.add("Something was written to standard error: " + standardError);
    }
    if (threadsAfter > threadsBefore + MORE_THREADS) {
      problems.add("Threads grew from %d to %d".formatted(threadsBefore, threadsAfter));
    }
    if (heapAfter > heapBefore + MORE_HEAP) {
      problems.add("The heap grew from %,d to %,d bytes".formatted(heapBefore, heapAfter));
    }
    if (takenAfter != takenBefore) {
      problems.add("The memory budget leaks: %,d, then %,d".formatted(takenBefore, takenAfter));
    }
    return problems;
  }
}
