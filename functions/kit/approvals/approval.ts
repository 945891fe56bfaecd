import * as z from 'zod/mini';

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));

const choice = z.strictObject({
  /** What the workflow gets as `decision`. */
  value: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)),
  /** What is written on the button. */
  label: text(60),
});

/**
 * What a state that asks a person sends to request-approval, as its Payload. The title and the
 * facts must tell one question of an execution from another.
 */
export const approvalRequest = z.strictObject({
  /** `$$.Task.Token`. */
  taskToken: text(2048),
  workflow: text(80),
  /** `$$.Execution.Id`. */
  execution: text(2048),
  /** `$$.State.EnteredTime`: the same in every attempt of the state. */
  requestedAt: z.iso.datetime(),
  /** How long the link works: the TimeoutSeconds of the state. */
  validForSeconds: z.int().check(z.gte(60), z.lte(31_536_000)),
  /** The workflow's own topic; people subscribe to it by email. */
  topicArn: text(256),
  title: text(200),
  /** What the person needs to know to decide, by label: texts, numbers, lists, lists of records. */
  facts: z.record(text(100), z.json()),
  /** The buttons, in their order. */
  choices: z.array(choice).check(
    z.minLength(1),
    z.maxLength(8),
    z.refine(
      (all) => new Set(all.map(({ value }) => value)).size === all.length,
      'repeats a value',
    ),
  ),
});

export type ApprovalRequest = z.output<typeof approvalRequest>;
export type Choice = z.output<typeof choice>;
export type Facts = ApprovalRequest['facts'];

/** A question to a person, as it is stored. */
export interface Approval {
  /** 128 random bits in base64url: who knows it may decide. It is never logged. */
  readonly id: string;
  /**
   * PENDING: it waits for a person. DECIDED: a person chose, and the workflow is being told or was
   * told. UNTOLD: telling it failed, or its answer was lost. UNCONFIRMED: when it was told again it
   * no longer waited, perhaps since it has taken the decision. MOVED_ON: it no longer waited when it
   * was told for the first time, so that there is no decision.
   */
  readonly status: 'PENDING' | 'DECIDED' | 'UNTOLD' | 'UNCONFIRMED' | 'MOVED_ON';
  readonly workflow: string;
  readonly execution: string;
  readonly title: string;
  readonly facts: Facts;
  readonly choices: readonly Choice[];
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** Gone once the workflow was told. */
  readonly taskToken?: string;
  readonly decision?: Decision;
  /** When the workflow took the decision. */
  readonly deliveredAt?: string;
}

/** A question whose workflow has no answer yet: who waits, and until when. */
export type Waiting = Pick<Approval, 'workflow' | 'execution' | 'expiresAt'>;

/** What the workflow gets as the result of the state. */
export interface Decision {
  readonly decision: string;
  /** Empty when nothing was written. */
  readonly comment: string;
  /** ISO 8601. */
  readonly decidedAt: string;
}

/** The longest comment, in UTF-16 code units, as the page's form counts them. */
export const MAX_COMMENT = 1000;

/** Nobody tells the workflow for longer than this: record-decision's timeout and then some. */
const DELIVERY_MS = 60_000;

/**
 * What a person who follows the link finds. `untold`: a choice was made, but telling the workflow
 * failed, or whoever was to tell it stopped half-way. `unconfirmed`: it was told, and does not say
 * whether it has taken the choice.
 */
export type Situation = 'open' | 'expired' | 'decided' | 'untold' | 'unconfirmed' | 'moved-on';

/** `now` in milliseconds since 1970. */
export function situationOf(approval: Approval, now: number): Situation {
  const { status, decision, deliveredAt, expiresAt } = approval;
  if (status === 'MOVED_ON') return 'moved-on';
  if (status === 'UNTOLD') return 'untold';
  if (status === 'UNCONFIRMED') return 'unconfirmed';
  if (decision !== undefined) {
    const isLost = deliveredAt === undefined && Date.parse(decision.decidedAt) + DELIVERY_MS < now;
    return isLost ? 'untold' : 'decided';
  }
  return expiresAt * 1000 <= now ? 'expired' : 'open';
}

/** The label of a choice by its value. */
export function labelOf({ choices }: Approval, value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}
