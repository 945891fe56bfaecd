import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import type { Host } from '../../function-host/types.ts';
import type { Archives } from './code.ts';
import { functionNotFound, invalid, notFound } from './errors.ts';
import { LambdaFunction, SAVED_FUNCTION } from './function.ts';
import { Layers } from './layers.ts';
import { LATEST, type Qualified } from './qualified.ts';

/** Name, partial ARN or ARN; with or without a version or alias. */
const REFERENCE =
  /^(?:arn:aws[\w-]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

const SAVED = z.array(SAVED_FUNCTION);

/** The functions of the account. */
export class Functions implements State {
  readonly cloud: Cloud;
  readonly host: Host;
  readonly archives: Archives;
  readonly layers: Layers;
  readonly #functions = new Map<string, LambdaFunction>();

  constructor(cloud: Cloud, host: Host, archives: Archives) {
    this.cloud = cloud;
    this.host = host;
    this.archives = archives;
    this.layers = new Layers(cloud, archives);
  }

  save(): Json {
    return toJson(this.all().map((fn) => fn.save()));
  }

  load(json: Json): void {
    for (const saved of fromJson(json, SAVED)) {
      this.add(LambdaFunction.load(this, saved));
    }
  }

  resume(): void {
    for (const fn of this.all()) this.host.prepare(fn.hosted());
  }

  add(fn: LambdaFunction): void {
    this.#functions.set(fn.name, fn);
  }

  delete(fn: LambdaFunction): void {
    this.#functions.delete(fn.name);
    for (const { version } of fn.versions) this.host.retire(qualifiedArn(fn.arn, version));
  }

  all(): LambdaFunction[] {
    return [...this.#functions.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): LambdaFunction | undefined {
    return this.#functions.get(name);
  }

  /**
   * The function itself, by name, partial ARN or ARN.
   *
   * @throws ResourceNotFoundException, also for a version or an alias; ValidationException
   */
  get(reference: string | undefined): LambdaFunction {
    const { name, qualifier } = this.#here(reference);
    const fn = this.#functions.get(name);
    if (fn !== undefined && (qualifier ?? LATEST) === LATEST) return fn;
    throw functionNotFound(qualifiedArn(this.arn(name), qualifier));
  }

  /**
   * A function, a version or an alias, whose name may be part of the reference.
   *
   * @throws ResourceNotFoundException, ValidationException, InvalidParameterValueException
   */
  qualified(reference: string | undefined, qualifier?: string): Qualified {
    const { name, qualifier: inName } = this.#here(reference);
    if (inName !== undefined && qualifier !== undefined && inName !== qualifier) {
      throw invalid(
        'The derived qualifier from the function name does not match the specified qualifier.',
      );
    }
    const found = this.#functions.get(name)?.qualified(qualifier ?? inName);
    if (found?.exists) return found;
    throw functionNotFound(qualifiedArn(this.arn(name), qualifier ?? inName));
  }

  /** Throws ResourceNotFoundException for a function of another region. */
  #here(reference: string | undefined): Reference {
    const parsed = parse(reference);
    const { region } = this.cloud;
    if (parsed.region === undefined || parsed.region === region) return parsed;
    throw notFound(
      `Functions from '${parsed.region}' are not reachable in this region ('${region}')`,
    );
  }

  /** What an ARN names, if it is there. */
  findQualified(arn: string): Qualified | undefined {
    const { name, qualifier } = parse(arn);
    const found = this.#functions.get(name)?.qualified(qualifier);
    return found?.exists ? found : undefined;
  }

  /** The unqualified ARN, whether there is such a function or not. */
  arn(reference: string | undefined): string {
    const { name } = parse(reference);
    return `arn:aws:lambda:${this.cloud.region}:${this.cloud.accountId}:function:${name}`;
  }

  /**
   * The permission for an action on what is named, with its own policy: a version and an alias
   * are resources beside the function.
   */
  permission(action: string, reference: string | undefined, qualifier?: string): Permission {
    const { name, qualifier: inName } = parse(reference);
    const wanted = qualifier ?? inName;
    const policy = this.#functions.get(name)?.qualified(wanted).policy;
    return {
      action: `lambda:${action}`,
      resource: qualifiedArn(this.arn(name), wanted),
      ...(policy !== undefined && { resourcePolicy: policy }),
    };
  }
}

/** `$LATEST` and no qualifier are the same resource. */
function qualifiedArn(arn: string, qualifier: string | undefined): string {
  return qualifier === undefined || qualifier === LATEST ? arn : `${arn}:${qualifier}`;
}

interface Reference {
  readonly region: string | undefined;
  readonly name: string;
  readonly qualifier: string | undefined;
}

/** What is no reference is taken for a name that no function has. */
function parse(reference = ''): Reference {
  const [, region, , name = reference, qualifier] = REFERENCE.exec(reference) ?? [];
  return { region, name, qualifier };
}

/** The name in a reference. */
export function functionName(reference: string | undefined): string {
  return parse(reference).name;
}
