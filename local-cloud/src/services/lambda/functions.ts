import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import type { Host } from '../../function-host/types.ts';
import { functionNotFound } from './errors.ts';
import { LambdaFunction, SAVED_FUNCTION } from './function.ts';

/** Name, partial ARN or ARN; with or without a version or alias. */
const REFERENCE =
  /^(?:arn:aws[\w-]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

const SAVED = z.array(SAVED_FUNCTION);

/** The functions of the account. */
export class Functions implements State {
  readonly cloud: Cloud;
  readonly host: Host;
  readonly #functions = new Map<string, LambdaFunction>();

  constructor(cloud: Cloud, host: Host) {
    this.cloud = cloud;
    this.host = host;
  }

  save(): Json {
    return toJson(this.all().map((fn) => fn.save()));
  }

  load(json: Json): void {
    for (const saved of fromJson(json, SAVED)) this.add(LambdaFunction.load(this.cloud, saved));
  }

  resume(): void {
    for (const fn of this.all()) this.host.prepare(fn.hosted());
  }

  add(fn: LambdaFunction): void {
    this.#functions.set(fn.name, fn);
  }

  delete(fn: LambdaFunction): void {
    this.#functions.delete(fn.name);
    this.host.retire(fn.arn);
  }

  all(): LambdaFunction[] {
    return [...this.#functions.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): LambdaFunction | undefined {
    return this.#functions.get(name);
  }

  /**
   * By name, partial ARN or ARN. There are no versions and aliases: only `$LATEST` is found.
   *
   * @throws ResourceNotFoundException, ValidationException
   */
  get(reference: string | undefined, qualifier?: string): LambdaFunction {
    const { name, qualifier: inName } = parse(reference);
    const fn = this.#functions.get(name);
    const version = qualifier ?? inName ?? '$LATEST';
    if (fn !== undefined && version === '$LATEST') return fn;
    throw functionNotFound(version === '$LATEST' ? this.arn(name) : `${this.arn(name)}:${version}`);
  }

  /** The unqualified ARN, whether there is such a function or not. */
  arn(reference: string | undefined): string {
    const { name } = parse(reference);
    return `arn:aws:lambda:${this.cloud.region}:${this.cloud.accountId}:function:${name}`;
  }

  /** The permission for an action on a function, with the function's own policy. */
  permission(action: string, reference: string | undefined): Permission {
    const policy = this.#functions.get(parse(reference).name)?.policy;
    return {
      action: `lambda:${action}`,
      resource: this.arn(reference),
      ...(policy !== undefined && { resourcePolicy: policy }),
    };
  }
}

interface Reference {
  readonly name: string;
  readonly qualifier: string | undefined;
}

/** What is no reference is taken for a name that no function has. */
function parse(reference = ''): Reference {
  const [, , , name = reference, qualifier] = REFERENCE.exec(reference) ?? [];
  return { name, qualifier };
}

/** The name in a reference. */
export function functionName(reference: string | undefined): string {
  return parse(reference).name;
}
