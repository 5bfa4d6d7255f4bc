package io.customersession.contract.control;

import io.customersession.contract.control.api.ClockApi;
import io.customersession.contract.control.model.Advance;
import io.customersession.contract.control.model.Clock;
import io.customersession.contract.control.model.Freeze;
import io.customersession.contract.control.model.Time;
import io.customersession.contract.stub.time.Moment;
import io.customersession.contract.stub.time.StubClock;
import io.customersession.contract.stub.world.StubWorld;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The clock of a world. */
final class ClockResource<W extends StubWorld> implements ClockApi {
  private final Domain<W> domain;

  ClockResource(Domain<W> domain) {
    this.domain = domain;
  }

  @Override
  public Clock getClock(String world) {
    return view(domain.refreshed(world).clock());
  }

  @Override
  public void resetClock(String world) {
    domain.world(world).clock().reset();
  }

  @Override
  public Clock freezeClock(String world, @Nullable Freeze freeze) {
    return change(
        world,
        clock -> {
          if (freeze == null || freeze.getAt() == null) {
            clock.freeze();
          } else {
            clock.freezeAt(freeze.getAt().toInstant());
          }
        });
  }

  @Override
  public Clock setClock(String world, Time time) {
    return change(world, clock -> clock.set(time.getTo().toInstant()));
  }

  @Override
  public Clock advanceClock(String world, Advance advance) {
    Duration by = Durations.parse("by", advance.getBy());
    return change(world, clock -> clock.advance(by));
  }

  @Override
  public Clock resumeClock(String world) {
    return change(world, StubClock::resume);
  }

  private Clock change(String world, Consumer<StubClock> change) {
    return domain.change(
        world,
        found -> {
          change.accept(found.clock());
          return view(found.clock());
        });
  }

  private static Clock view(StubClock clock) {
    return Clock.builder().now(Moment.now(clock)).frozen(clock.isFrozen()).build();
  }
}
