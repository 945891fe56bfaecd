import type { Permission, Principal, TaskOrigin } from '../core/service.ts';
import { denialMessage, missingStatement } from './denial.ts';
import type { AccessRequest, Decision } from './evaluate.ts';

/** A call that was made for a task. */
export interface RecordedCall {
  /** Cloud time in milliseconds since 1970. */
  readonly at: number;
  /** As the SDK's ids have it. */
  readonly service: string;
  readonly operation: string;
  readonly role: string;
  /** What the role had to be allowed, and was. */
  readonly used: readonly { readonly action: string; readonly resource: string }[];
  readonly task: TaskOrigin;
  /** The code of the error it was answered with. */
  error?: string;
}

/** A call that a role was not allowed to make. */
export interface Denial {
  readonly at: number;
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  /** As AWS words it. */
  readonly message: string;
  /** The statement that would allow it; undefined where one denies it. */
  readonly missing: object | undefined;
  readonly task: TaskOrigin | undefined;
}

/** So many of each are kept: the oldest go first. */
const KEPT = { calls: 10_000, denials: 1000 };

/** The calls of tasks, and what was denied to whom. */
export class RecordedCalls {
  readonly #calls: RecordedCall[] = [];
  readonly #denials: Denial[] = [];

  /** Keeps in mind a call that is allowed, where it is made for a task. How it ends can be told later. */
  call(
    { task, roleArn: role }: Principal,
    called: Pick<RecordedCall, 'at' | 'service' | 'operation'>,
    permissions: readonly Permission[],
  ): RecordedCall | undefined {
    if (task === undefined || role === undefined) return undefined;
    const used = permissions.map(({ action, resource }) => ({ action, resource }));
    const call: RecordedCall = { ...called, role, used, task };
    push(this.#calls, call, KEPT.calls);
    return call;
  }

  deny(request: AccessRequest, decision: Extract<Decision, { allowed: false }>): void {
    const { principal, action, resource, now: at = 0 } = request;
    const denial = {
      ...{ at, action, resource, task: principal.task },
      role: principal.roleArn ?? principal.arn,
      message: denialMessage(request, decision),
      missing: missingStatement(request, decision),
    };
    push(this.#denials, denial, KEPT.denials);
  }

  /** Those of an execution, oldest first. */
  callsFor(executionArn: string): readonly RecordedCall[] {
    return this.#calls.filter(({ task }) => task.executionArn === executionArn);
  }

  /** Oldest first. */
  denials(): readonly Denial[] {
    return this.#denials;
  }
}

/** Lets a tenth go at once: to move all for each that comes would take long. */
function push<Item>(items: Item[], item: Item, kept: number): void {
  if (items.push(item) > kept) items.splice(0, kept / 10);
}
