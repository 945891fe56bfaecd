/** A state's Payload is not a request for approval: a mistake in the state machine. */
export class InvalidApprovalRequest extends Error {
  override readonly name = 'InvalidApprovalRequest';
}
