package io.customersession.stub.admin;

import io.customersession.contract.stub.fault.FaultPlan;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.stub.admin.api.FaultsApi;
import io.customersession.stub.admin.model.Fault;
import io.customersession.stub.admin.model.FaultList;
import io.customersession.stub.admin.model.FaultRule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What goes wrong on purpose. */
final class FaultsResource implements FaultsApi {
  private final Places places;

  FaultsResource(Places places) {
    this.places = places;
  }

  @Override
  public FaultList listFaults(String world) {
    return FaultList.builder()
        .faults(places.world(world).faults().rules().stream().map(FaultsResource::view).toList())
        .build();
  }

  @Override
  public Fault addFault(String world, FaultRule faultRule) {
    io.customersession.contract.stub.fault.FaultRule rule =
        new io.customersession.contract.stub.fault.FaultRule(
            io.customersession.contract.stub.fault.Fault.parse(faultRule.getFault()),
            faultRule.getOperation(),
            faultRule.getSession(),
            faultRule.getMethod(),
            faultRule.getPath(),
            faultRule.getTimes(),
            or(faultRule.getEvery(), 1),
            or(faultRule.getProbability(), BigDecimal.ONE).doubleValue(),
            or(faultRule.getSeed(), 0L));
    return places.in(
        world, found -> view(new FaultPlan.Entry(add(found.faults(), rule), rule, 0, 0)));
  }

  @Override
  public void removeFaults(String world) {
    places.world(world).faults().clear();
  }

  @Override
  public void removeFault(String world, Long number) {
    if (!places.world(world).faults().remove(number)) {
      throw HttpError.of(404, "There is no fault " + number);
    }
  }

  private static long add(FaultPlan plan, io.customersession.contract.stub.fault.FaultRule rule) {
    try {
      return plan.add(rule);
    } catch (IllegalStateException e) {
      throw HttpError.of(507, String.valueOf(e.getMessage()));
    }
  }

  private static <T> T or(@Nullable T value, T other) {
    return value == null ? other : value;
  }

  private static Fault view(FaultPlan.Entry entry) {
    io.customersession.contract.stub.fault.FaultRule rule = entry.rule();
    return Fault.builder()
        .number(entry.number())
        .rule(
            FaultRule.builder()
                .fault(rule.fault().toString())
                .operation(rule.operation())
                .session(rule.resourceId())
                .method(rule.method())
                .path(rule.path())
                .times(rule.times())
                .every(rule.every())
                .probability(BigDecimal.valueOf(rule.probability()))
                .seed(rule.seed())
                .build())
        .matched(entry.matched())
        .fired(entry.fired())
        .build();
  }
}
