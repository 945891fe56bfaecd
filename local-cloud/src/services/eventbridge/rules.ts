import type { RetryPolicy, Target } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { compilePattern, type EventPattern } from './pattern/compile.ts';

/** A rule on the default bus, with its targets by id. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly patternText: string;
  readonly pattern: EventPattern;
  readonly enabled: boolean;
  readonly targets: Map<string, Target & { readonly RetryPolicy?: RetryPolicy }>;
}

/** The pattern follows from its text. */
type SavedRule = Omit<Rule, 'pattern'>;

const SAVED = z.array(
  shape<SavedRule>({
    name: z.string(),
    arn: z.string(),
    description: z.string().optional(),
    patternText: z.string(),
    enabled: z.boolean(),
    targets: z.map(z.string(), given<Target>()),
  }),
);

/** The one bus there is; others are refused by name. */
export const DEFAULT_BUS = 'default';

/** The rules of the default bus. */
export class Rules implements State {
  readonly cloud: Cloud;
  readonly #rules = new Map<string, Rule>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
  }

  get busArn(): string {
    return `arn:aws:events:${this.cloud.region}:${this.cloud.accountId}:event-bus/${DEFAULT_BUS}`;
  }

  arn(name: string | undefined): string {
    return `arn:aws:events:${this.cloud.region}:${this.cloud.accountId}:rule/${name}`;
  }

  put(rule: Rule): void {
    this.#rules.set(rule.name, rule);
  }

  save(): Json {
    return toJson(this.all().map(({ pattern: _, ...rule }) => rule));
  }

  load(json: Json): void {
    for (const rule of fromJson(json, SAVED)) {
      this.put({ ...rule, pattern: compilePattern(rule.patternText) });
    }
  }

  find(name: string | undefined): Rule | undefined {
    return name === undefined ? undefined : this.#rules.get(name);
  }

  /** @throws ResourceNotFoundException */
  get(name: string | undefined): Rule {
    const rule = this.find(name);
    if (rule !== undefined) return rule;
    throw new AwsError(
      'ResourceNotFoundException',
      `Rule ${name} does not exist on EventBus ${DEFAULT_BUS}.`,
    );
  }

  delete(name: string): void {
    this.#rules.delete(name);
  }

  all(): Rule[] {
    return [...this.#rules.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/**
 * Lets the default bus pass, by its name or ARN.
 *
 * @throws ResourceNotFoundException for any other
 */
export function checkBus(rules: Rules, bus: string | undefined): void {
  if (bus === undefined || bus === DEFAULT_BUS || bus === rules.busArn) return;
  throw new AwsError(
    'ResourceNotFoundException',
    `Event bus ${bus} does not exist. The local cloud has the bus "${DEFAULT_BUS}" only.`,
  );
}
