import * as z from 'zod';
import { notSupported } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import type { EventSource } from '../../function-host/event-sources/event-source.ts';
import { alreadyExists, notFound } from './errors.ts';
import { Pipe, type Plan, SAVED_PIPE } from './pipe.ts';

/** The pipes of the account. */
export class Pipes implements State {
  readonly cloud: Cloud;
  readonly #sources: readonly EventSource[];
  readonly #pipes = new Map<string, Pipe>();

  /** @param sources the kinds of sources that pipes read */
  constructor(cloud: Cloud, sources: readonly EventSource[]) {
    this.cloud = cloud;
    this.#sources = sources;
  }

  save(): Json {
    return toJson(this.all().map((pipe) => pipe.save()));
  }

  load(json: Json): void {
    for (const saved of fromJson(json, z.array(SAVED_PIPE))) {
      const { arn, settings, reading } = saved;
      const source = this.source(settings.Source);
      const pipe = new Pipe(this.cloud, source, arn, { settings, reading });
      pipe.load(saved);
      this.#pipes.set(settings.Name, pipe);
    }
  }

  resume(): void {
    for (const pipe of this.all()) pipe.resume();
  }

  /** By name. */
  all(): Pipe[] {
    return [...this.#pipes.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  arn(name: string | undefined): string {
    return `arn:aws:pipes:${this.cloud.region}:${this.cloud.accountId}:pipe/${name}`;
  }

  /** What a caller needs to be allowed for an operation on a pipe. */
  permission(operation: string, name: string | undefined): Permission {
    return { action: `pipes:${operation}`, resource: this.arn(name) };
  }

  /** @throws NotFoundException */
  get(name = ''): Pipe {
    const pipe = this.#pipes.get(name);
    if (pipe === undefined) throw notFound(name);
    return pipe;
  }

  /** @throws NotFoundException */
  byArn(arn = ''): Pipe {
    const pipe = this.get(arn.split('/').at(-1));
    if (pipe.arn !== arn) throw notFound(arn);
    return pipe;
  }

  /** @throws ConflictException for a name that is taken */
  checkNew(name: string): void {
    if (this.#pipes.has(name)) throw alreadyExists(name);
  }

  /** Adds a pipe, which does nothing yet. */
  add(plan: Plan, tags: Readonly<Record<string, string>>): Pipe {
    const { Name, Source } = plan.settings;
    const pipe = new Pipe(this.cloud, this.source(Source), this.arn(Name), plan);
    for (const [key, value] of Object.entries(tags)) pipe.tags.set(key, value);
    this.#pipes.set(Name, pipe);
    return pipe;
  }

  delete(pipe: Pipe): void {
    pipe.end();
    this.#pipes.delete(pipe.settings.Name);
  }

  /** @throws NotSupportedByLocalCloud for a source of another kind */
  source(arn: string): EventSource {
    const service = arn.split(':')[2];
    const source = this.#sources.find(
      (one) => one.service === service && (one.serves?.(arn) ?? true),
    );
    if (source === undefined) throw notSupported('Pipes', `sources such as ${arn}`);
    return source;
  }
}
