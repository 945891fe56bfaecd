import type { RetryPolicy, Target } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import type { Timer } from '../../core/clock.ts';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { parseSchedule, type Schedule } from '../../core/schedule.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { Buses, DEFAULT_BUS } from './buses.ts';
import { compilePattern, type EventPattern } from './pattern/compile.ts';

/** A rule on a bus, with its targets by id. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  /** The name of its bus. */
  readonly bus: string;
  readonly description: string | undefined;
  /** Of the rule itself: what it calls, it calls by the targets' own roles. */
  readonly roleArn: string | undefined;
  readonly patternText: string | undefined;
  readonly pattern: EventPattern | undefined;
  readonly scheduleExpression: string | undefined;
  readonly schedule: Schedule | undefined;
  /** When its schedule began: cloud time in milliseconds. */
  readonly began: number;
  readonly enabled: boolean;
  readonly targets: Map<string, Target & { readonly RetryPolicy?: RetryPolicy }>;
  readonly tags: Map<string, string>;
  /** The service of AWS that made it, and alone may change it: it is deleted only by force. */
  readonly managedBy?: string | undefined;
}

/** The pattern and the schedule follow from their texts. */
type SavedRule = Omit<Rule, 'pattern' | 'schedule'>;

const SAVED = z.array(
  shape<SavedRule>({
    name: z.string(),
    arn: z.string(),
    bus: z.string(),
    description: z.string().optional(),
    roleArn: z.string().optional(),
    patternText: z.string().optional(),
    scheduleExpression: z.string().optional(),
    began: z.number(),
    enabled: z.boolean(),
    targets: z.map(z.string(), given<Target>()),
    tags: z.map(z.string(), z.string()),
    managedBy: z.string().optional(),
  }),
);

/** The rules of all buses, and the timers of those that have a schedule. */
export class Rules implements State {
  readonly cloud: Cloud;
  readonly buses: Buses;
  /** By their ARN. */
  readonly #rules = new Map<string, Rule>();
  readonly #timers = new Map<string, Timer>();
  readonly #fire: (rule: Rule) => void;

  /** @param fire called whenever a rule's schedule says so */
  constructor(cloud: Cloud, fire: (rule: Rule) => void) {
    this.cloud = cloud;
    this.buses = new Buses(cloud);
    this.#fire = fire;
  }

  /** The bus is given by its name or ARN; rules of the default bus do not name it. */
  arn(name: string | undefined, bus?: string): string {
    const on = this.buses.nameOf(bus);
    const path = on === DEFAULT_BUS ? name : `${on}/${name}`;
    return `arn:aws:events:${this.cloud.region}:${this.cloud.accountId}:rule/${path}`;
  }

  /** The permission for an action on a rule, with the policy of its bus. */
  permission(action: string, name: string | undefined, bus: string | undefined): Permission {
    return { ...this.buses.permission(action, bus), resource: this.arn(name, bus) };
  }

  /** A schedule begins anew. */
  put(rule: Omit<Rule, 'began'>): void {
    this.#keep({ ...rule, began: this.cloud.clock.now() });
  }

  #keep(rule: Rule): void {
    this.#rules.set(rule.arn, rule);
    this.#arm(rule);
  }

  save(): Json {
    return toJson(this.all().map(({ pattern: _, schedule: __, ...rule }) => rule));
  }

  load(json: Json): void {
    for (const rule of fromJson(json, SAVED)) {
      const { patternText, scheduleExpression } = rule;
      const pattern = patternText === undefined ? undefined : compilePattern(patternText);
      const schedule =
        scheduleExpression === undefined ? undefined : parseSchedule(scheduleExpression);
      this.#keep({ ...rule, pattern, schedule });
    }
  }

  /** @throws ResourceNotFoundException for a bus that is not there */
  find(name: string | undefined, bus: string | undefined): Rule | undefined {
    return this.#rules.get(this.arn(name, this.buses.get(bus).name));
  }

  /** @throws ResourceNotFoundException */
  get(name: string | undefined, bus: string | undefined): Rule {
    const rule = this.find(name, bus);
    if (rule !== undefined) return rule;
    throw new AwsError(
      'ResourceNotFoundException',
      `Rule ${name} does not exist on EventBus ${this.buses.nameOf(bus)}.`,
    );
  }

  /**
   * One that the account may change.
   * @throws ResourceNotFoundException, ManagedRuleException
   */
  getOwn(name: string | undefined, bus: string | undefined): Rule {
    const rule = this.get(name, bus);
    checkOwn(rule);
    return rule;
  }

  delete({ arn }: Rule): void {
    this.#rules.delete(arn);
    this.#timers.get(arn)?.cancel();
  }

  /** Those of the bus of that name. */
  on(bus: string): Rule[] {
    return this.all().filter((rule) => rule.bus === bus);
  }

  all(): Rule[] {
    return [...this.#rules.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** When the next schedule fires, if there is one: cloud time in milliseconds. */
  get nextSchedule(): number | undefined {
    const due = this.all().flatMap((rule) => this.#due(rule) ?? []);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  #due({ enabled, schedule, began }: Rule): number | undefined {
    return enabled ? schedule?.next(this.cloud.clock.now(), began) : undefined;
  }

  /** A schedule goes on for ever: it is no reason to move an idle clock. */
  #arm(rule: Rule): void {
    this.#timers.get(rule.arn)?.cancel();
    const { clock } = this.cloud;
    const due = this.#due(rule);
    if (due === undefined) return;
    const fire = () => {
      this.#arm(rule);
      this.#fire(rule);
    };
    const what = () => `Run of the rule ${rule.name}`;
    this.#timers.set(rule.arn, clock.after(due - clock.now(), fire, { background: true, what }));
  }
}

/** @throws ManagedRuleException for a rule that a service of AWS made */
export function checkOwn({ name, managedBy }: Rule): void {
  if (managedBy === undefined) return;
  throw new AwsError(
    'ManagedRuleException',
    `${name} is a managed rule of ${managedBy}, which alone changes it: change what it was made for.`,
  );
}

/** @throws ManagedRuleException for a rule that a service of AWS made, where it is not forced */
export function checkForced({ name, managedBy }: Rule, force: boolean | undefined): void {
  if (managedBy === undefined || force) return;
  throw new AwsError(
    'ManagedRuleException',
    `${name} is a managed rule. Set 'force' parameter to true to override.`,
  );
}
