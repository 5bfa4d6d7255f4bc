package io.customersession.stub.admin;

import io.customersession.contract.stub.time.Moment;
import io.customersession.contract.stub.time.StubClock;
import io.customersession.stub.admin.api.ClockApi;
import io.customersession.stub.admin.model.Advance;
import io.customersession.stub.admin.model.Clock;
import io.customersession.stub.admin.model.Freeze;
import io.customersession.stub.admin.model.Time;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The time that a world shows. */
final class ClockResource implements ClockApi {
  private final Places places;

  ClockResource(Places places) {
    this.places = places;
  }

  @Override
  public Clock getClock(String world) {
    return view(places.world(world).clock());
  }

  @Override
  public void resetClock(String world) {
    places.world(world).clock().reset();
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
    Duration by = Texts.duration("by", advance.getBy());
    return change(world, clock -> clock.advance(by));
  }

  @Override
  public Clock resumeClock(String world) {
    return change(world, StubClock::resume);
  }

  private Clock change(String world, Consumer<StubClock> change) {
    return places.in(
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
