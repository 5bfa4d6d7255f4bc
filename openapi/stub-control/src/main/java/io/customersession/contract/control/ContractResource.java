package io.customersession.contract.control;

import io.customersession.contract.control.api.ContractApi;
import io.customersession.contract.control.model.Contract;
import io.customersession.contract.control.model.ContractDocument;
import io.customersession.contract.control.model.ContractOperation;
import io.customersession.contract.control.model.StateMachine;
import io.customersession.contract.control.model.StateTransition;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.state.Transition;
import io.customersession.contract.stub.control.StubContract;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.world.StubWorld;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API that the stub stands in for. */
final class ContractResource<W extends StubWorld> implements ContractApi {
  private final Domain<W> domain;

  ContractResource(Domain<W> domain) {
    this.domain = domain;
  }

  @Override
  public Contract getContract() {
    StubContract contract = domain.extension().contract();
    return Contract.builder()
        .stub(contract.stub())
        .resource(domain.extension().resourceProperty())
        .operations(contract.operations().stream().map(ContractResource::view).toList())
        .stateMachines(contract.stateMachines().stream().map(ContractResource::view).toList())
        .build();
  }

  @Override
  public ContractDocument getContractDocument() {
    URL document = domain.extension().contract().document();
    if (document == null) {
      throw HttpError.of(404, "The document of the API is not on the class path of the stub");
    }
    String path = document.getPath();
    try (InputStream text = document.openStream()) {
      return ContractDocument.builder()
          .name(path.substring(path.lastIndexOf('/') + 1))
          .text(new String(text.readAllBytes(), StandardCharsets.UTF_8))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ContractOperation view(Operation operation) {
    return ContractOperation.builder()
        .id(operation.id())
        .method(operation.method())
        .path(operation.path())
        .build();
  }

  private static StateMachine view(StubContract.StateMachine machine) {
    List<String> states =
        machine.transitions().stream()
            .flatMap(each -> Stream.of(text(each.from()), text(each.to())))
            .flatMap(Stream::ofNullable)
            .distinct()
            .toList();
    return StateMachine.builder()
        .name(machine.name())
        .states(states)
        .transitions(machine.transitions().stream().map(ContractResource::view).toList())
        .build();
  }

  private static StateTransition view(Transition<?> transition) {
    return StateTransition.builder()
        .from(text(transition.from()))
        .to(String.valueOf(transition.to()))
        .operations(List.copyOf(transition.operationIds()))
        .event(transition.event())
        .build();
  }

  private static @Nullable String text(@Nullable Object state) {
    return state == null ? null : state.toString();
  }
}
