import type * as z from 'zod';
import type { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import { arnOf, type Kind } from './names.ts';

export interface Resource {
  readonly name: string;
  readonly arn: string;
  /** Cloud time in milliseconds. */
  readonly createdAt: number;
  readonly tags: Map<string, string>;
}

/** The resources of one kind, by their ARNs. */
export class Store<Entity extends Resource> implements State {
  readonly #cloud: Cloud;
  readonly #kind: Kind;
  readonly #missing: (arn: string) => AwsError;
  readonly #saved: z.ZodType<Entity[]>;
  readonly #entities = new Map<string, Entity>();

  /** @param missing what is thrown for one that is not there */
  constructor(
    cloud: Cloud,
    kind: Kind,
    missing: (arn: string) => AwsError,
    saved: z.ZodType<Entity[]>,
  ) {
    this.#cloud = cloud;
    this.#kind = kind;
    this.#missing = missing;
    this.#saved = saved;
  }

  arn(name: string | undefined): string {
    return arnOf(this.#cloud, this.#kind, name ?? '');
  }

  find(name: string | undefined): Entity | undefined {
    return this.#entities.get(this.arn(name));
  }

  byArn(arn: string | undefined): Entity | undefined {
    return this.#entities.get(arn ?? '');
  }

  /** @throws ValidationException */
  get(name: string | undefined): Entity {
    const entity = this.find(name);
    if (entity === undefined) throw this.#missing(this.arn(name));
    return entity;
  }

  add(entity: Entity): Entity {
    this.#entities.set(entity.arn, entity);
    return entity;
  }

  delete({ arn }: Resource): void {
    this.#entities.delete(arn);
  }

  all(): Entity[] {
    return [...this.#entities.values()];
  }

  save(): Json {
    return toJson(this.all());
  }

  load(json: Json): void {
    for (const entity of fromJson(json, this.#saved)) this.add(entity);
  }
}
