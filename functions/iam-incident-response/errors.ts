/** A state's Payload does not name a version of a policy: it was not made from such an event. */
export class InvalidPolicyEvent extends Error {
  override readonly name = 'InvalidPolicyEvent';
}

/** The list of restricted actions cannot be used, so no policy can be judged. */
export class InvalidRestrictedActions extends Error {
  override readonly name = 'InvalidRestrictedActions';
}

/** Somebody else has changed the policy since it was quarantined: what they did is not undone. */
export class PolicyChangedSince extends Error {
  override readonly name = 'PolicyChangedSince';
}
