package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.host.RouteHost;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreLimits;
import io.customersession.stub.store.Stores;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoreThreadsTest {
  @Test
  void storeThatRequestsWaitFor_hasThreadsForThem() {
    assertThat(minThreads(200)).isEqualTo(200);
  }

  @Test
  void storeThatNobodyWaitsFor_needsNoThreads() {
    assertThat(minThreads(0)).isEqualTo(Runtime.getRuntime().availableProcessors() + 1);
  }

  /** Returns the threads of a stub whose store serves a number of requests at a time. */
  private static int minThreads(int concurrentRequests) {
    Stores memory = Stores.inMemory();
    Stores stores =
        new Stores() {
          @Override
          public Store open(String world, StoreLimits limits) {
            return memory.open(world, limits);
          }

          @Override
          public int concurrentRequests() {
            return concurrentRequests;
          }
        };
    Stubs.useStores(options -> stores);
    AtomicInteger minThreads = new AtomicInteger();
    try (CustomerSessionStub stub =
        CustomerSessionStub.builder()
            .servedBy(
                (settings, pipeline) -> {
                  minThreads.set(settings.minThreads());
                  return new RouteHost().start(settings, pipeline);
                })
            .start()) {
      assertThat(stub.isRunning()).isTrue();
    } finally {
      Stubs.useMemory();
    }
    return minThreads.get();
  }
}
