package io.customersession.stub.http;

import io.customersession.contract.stub.control.ViolationRecorder;
import io.customersession.contract.stub.journal.Recording;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.lifecycle.TransitionRejected;
import io.customersession.stub.model.AdditionalCost;
import io.customersession.stub.model.AudienceChanges;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.CustomerProfileRequest;
import io.customersession.stub.model.ExperimentVariantAllocation;
import io.customersession.stub.model.IntegrationRequest;
import io.customersession.stub.model.NewCustomerProfile;
import io.customersession.stub.model.NewCustomerSession;
import io.customersession.stub.model.NewCustomerSessionV2;
import io.customersession.stub.model.NewReturn;
import io.customersession.stub.model.Product;
import io.customersession.stub.model.ReturnIntegrationRequest;
import io.customersession.stub.model.ReturnedCartItem;
import java.util.List;

/** Records what requests to the customer session API violate. */
final class SessionViolations {
  private static final String STATE_MACHINE = "#/components/schemas/SessionState/x-state-machine";

  static final ViolationRecorder RECORDER =
      new ViolationRecorder(
          List.of(ApiOperation.values()),
          List.of(
              AdditionalCost.Codec.INSTANCE,
              AudienceChanges.Codec.INSTANCE,
              CartItem.Codec.INSTANCE,
              CustomerProfileRequest.Codec.INSTANCE,
              ExperimentVariantAllocation.Codec.INSTANCE,
              IntegrationRequest.Codec.INSTANCE,
              NewCustomerProfile.Codec.INSTANCE,
              NewCustomerSession.Codec.INSTANCE,
              NewCustomerSessionV2.Codec.INSTANCE,
              NewReturn.Codec.INSTANCE,
              Product.Codec.INSTANCE,
              ReturnIntegrationRequest.Codec.INSTANCE,
              ReturnedCartItem.Codec.INSTANCE));

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
