/** One use of a granted action. */
export interface ActionUse {
  readonly action: string;
  readonly resource: string;
  /** How many calls. */
  count: number;
}

/** So many uses of a role are kept: a role that writes objects uses another resource with each. */
const KEPT = 10_000;

/**
 * Which granted actions of which role were used: a grant that no run needs is one too many. Beyond what is
 * kept the uses go that were new longest ago.
 */
export class UsedActions {
  readonly #uses = new Map<string, Map<string, ActionUse>>();

  /** Notes that a call by a session of the role was allowed. */
  record(roleArn: string, action: string, resource: string): void {
    let uses = this.#uses.get(roleArn);
    if (uses === undefined) {
      uses = new Map();
      this.#uses.set(roleArn, uses);
    }
    const key = `${action} ${resource}`;
    const use = uses.get(key);
    if (use !== undefined) {
      use.count += 1;
      return;
    }
    uses.set(key, { action, resource, count: 1 });
    if (uses.size > KEPT) uses.delete(uses.keys().next().value!);
  }

  /** By role ARN, as the control endpoint shows it. */
  toJSON(): Record<string, readonly ActionUse[]> {
    return Object.fromEntries([...this.#uses].map(([role, uses]) => [role, [...uses.values()]]));
  }

  clear(): void {
    this.#uses.clear();
  }
}
