package io.customersession.contract.control;

import io.customersession.contract.control.api.FaultsApi;
import io.customersession.contract.control.model.Fault;
import io.customersession.contract.control.model.FaultList;
import io.customersession.contract.control.model.FaultRule;
import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.stub.fault.FaultPlan;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.world.StubWorld;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The faults of a world. */
final class FaultsResource<W extends StubWorld> implements FaultsApi {
  private final Domain<W> domain;
  private final ExtraMembers extras;

  FaultsResource(Domain<W> domain, ExtraMembers extras) {
    this.domain = domain;
    this.extras = extras;
  }

  @Override
  public FaultList listFaults(String world) {
    return FaultList.builder()
        .faults(domain.world(world).faults().rules().stream().map(this::view).toList())
        .build();
  }

  @Override
  public Fault addFault(String world, FaultRule faultRule) {
    io.customersession.contract.stub.fault.FaultRule rule =
        new io.customersession.contract.stub.fault.FaultRule(
            io.customersession.contract.stub.fault.Fault.parse(faultRule.getFault()),
            faultRule.getOperation(),
            domain.sentResource(extras, "FaultRule", faultRule.getResource()),
            faultRule.getMethod(),
            faultRule.getPath(),
            faultRule.getTimes(),
            or(faultRule.getEvery(), 1),
            or(faultRule.getProbability(), BigDecimal.ONE).doubleValue(),
            or(faultRule.getSeed(), 0L));
    return domain.change(
        world, found -> view(new FaultPlan.Entry(add(found.faults(), rule), rule, 0, 0)));
  }

  @Override
  public void removeFaults(String world) {
    domain.world(world).faults().clear();
  }

  @Override
  public void removeFault(String world, Long number) {
    if (!domain.world(world).faults().remove(number)) {
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

  private Fault view(FaultPlan.Entry entry) {
    io.customersession.contract.stub.fault.FaultRule rule = entry.rule();
    FaultRule.Builder view =
        FaultRule.builder()
            .fault(rule.fault().toString())
            .operation(rule.operation())
            .resource(domain.resource(rule.resourceId()))
            .method(rule.method())
            .path(rule.path())
            .times(rule.times())
            .every(rule.every())
            .probability(BigDecimal.valueOf(rule.probability()))
            .seed(rule.seed());
    domain.otherResource(rule.resourceId()).forEach(view::additionalProperty);
    return Fault.builder()
        .number(entry.number())
        .rule(view.build())
        .matched(entry.matched())
        .fired(entry.fired())
        .build();
  }
}
