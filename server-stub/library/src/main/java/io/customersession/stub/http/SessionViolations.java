package io.customersession.stub.http;

import io.customersession.contract.stub.control.ViolationRecorder;
import io.customersession.contract.stub.journal.Recording;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.lifecycle.TransitionRejected;
import java.util.List;

/** Records what requests to the customer session API violate. */
final class SessionViolations {
  private static final String STATE_MACHINE = "#/components/schemas/SessionState/x-state-machine";

  static final ViolationRecorder RECORDER = new ViolationRecorder(List.of(ApiOperation.values()));

  private SessionViolations() {}

  /** Records a transition that was rejected. */
  static void add(Recording recording, TransitionRejected rejected) {
    recording.add(
        rejected.byTable() ? ContractRule.ILLEGAL_TRANSITION : ContractRule.REJECTED_TRANSITION,
        rejected.title(),
        rejected.pointer(),
        rejected.details(),
        STATE_MACHINE,
        rejected.rightForm(),
        true);
  }
}
