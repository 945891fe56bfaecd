import type { FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { Cloud } from '../../core/service.ts';
import { given, shape } from '../../core/state.ts';
import type { HostedFunction } from '../../function-host/types.ts';
import type { LambdaFunction } from './function.ts';
import type { PolicyStatement } from './policy.ts';
import { type FunctionUrl, SAVED_URL } from './url-settings.ts';
import type { Version } from './version.ts';

/** The version whose code and settings can be changed. */
export const LATEST = '$LATEST';

/** How asynchronous events of a function are dealt with. */
export type AsyncConfig = Readonly<
  Required<Pick<FunctionEventInvokeConfig, 'LastModified'>> & FunctionEventInvokeConfig
>;

/** What is said of it, as it is saved. */
export type SavedQualified = Pick<
  Qualified,
  'qualifier' | 'statements' | 'policyRevisionId' | 'asyncConfig' | 'url'
>;

export const SAVED_QUALIFIED = shape<SavedQualified>({
  qualifier: z.string().optional(),
  statements: z.array(given<PolicyStatement>()),
  policyRevisionId: z.string(),
  asyncConfig: given<AsyncConfig>().optional(),
  url: SAVED_URL.optional(),
});

/**
 * What a reference names: a function, one of its versions, or an alias. Each has a policy and a
 * way with asynchronous events of its own; a function and an alias may have a URL.
 */
export class Qualified {
  readonly fn: LambdaFunction;
  /** A version or an alias; undefined: the function, and so `$LATEST`. */
  readonly qualifier: string | undefined;
  statements: readonly PolicyStatement[] = [];
  /** Changes with the policy. */
  policyRevisionId = '';
  asyncConfig: AsyncConfig | undefined;
  url: FunctionUrl | undefined;
  readonly #cloud: Cloud;

  constructor(cloud: Cloud, fn: LambdaFunction, qualifier: string | undefined) {
    this.#cloud = cloud;
    this.fn = fn;
    this.qualifier = qualifier;
  }

  save(): SavedQualified {
    const { qualifier, statements, policyRevisionId, asyncConfig, url } = this;
    return { qualifier, statements, policyRevisionId, asyncConfig, url };
  }

  get arn(): string {
    return this.qualifier === undefined ? this.fn.arn : `${this.fn.arn}:${this.qualifier}`;
  }

  /** The ARN that asynchronous events are accounted to. */
  get eventArn(): string {
    return `${this.fn.arn}:${this.qualifier ?? LATEST}`;
  }

  get exists(): boolean {
    const { qualifier, fn } = this;
    if (qualifier === undefined) return true;
    return fn.aliases.has(qualifier) || fn.version(qualifier) !== undefined;
  }

  /** Undefined: nobody may, but by their own policies. */
  get policy(): object | undefined {
    if (this.statements.length === 0) return undefined;
    return { Version: '2012-10-17', Id: 'default', Statement: this.statements };
  }

  /** The version that an alias stands for, or mostly does; of others the one they are. */
  get version(): Version {
    const { qualifier = LATEST, fn } = this;
    return fn.version(fn.aliases.get(qualifier)?.functionVersion ?? qualifier) ?? fn.latest;
  }

  /** The version that the next invocation runs: an alias may send some of them to another. */
  choose(): Version {
    const alias = this.fn.aliases.get(this.qualifier ?? LATEST);
    return this.fn.version(alias?.choose(this.#cloud.random) ?? '') ?? this.version;
  }

  hosted(version = this.version): HostedFunction {
    return this.fn.hosted(version);
  }
}
