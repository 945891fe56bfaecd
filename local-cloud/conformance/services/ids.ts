import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { Choices } from './choices.ts';
import { ACCOUNT, REGION } from './world.ts';

/** What AWS makes up, by the member that asks for it: where answers have it, and what it looks like. */
const GENERATED: Readonly<
  Record<string, { from: readonly string[]; looks: RegExp; latest?: true }>
> = {
  // Some were captured without the time at the end.
  ConsumerARN: { from: ['ConsumerARN'], looks: /\/consumer\/[\w.-]+(?::\d+)?$/ },
  ContinuationToken: { from: ['NextContinuationToken'], looks: /./, latest: true },
  Marker: { from: ['NextMarker'], looks: /^[\da-f]{32}$/, latest: true },
  NextToken: { from: ['NextToken'], looks: /./, latest: true },
  ReceiptHandle: { from: ['ReceiptHandle'], looks: /^[a-z]{100,}$/, latest: true },
  ShardIterator: {
    from: ['ShardIterator', 'NextShardIterator'],
    looks: /^[\s\S]{50,}$/,
    latest: true,
  },
  SubscriptionArn: { from: ['SubscriptionArn'], looks: /:[\da-f]{8}-[\da-f-]{27}$/ },
  TaskHandle: { from: ['TaskHandle'], looks: /^.{30,}$/ },
  Token: { from: ['Token'], looks: /^[\da-f]{32,}$/, latest: true },
  UUID: { from: ['UUID'], looks: /^[\da-f]{8}-[\da-f-]{27}$/ },
  UploadId: { from: ['UploadId'], looks: /^.{30,}$/ },
  VersionId: { from: ['VersionId', 'DeleteMarkerVersionId'], looks: /^[\w.-]{20,}$/ },
};

/** So many ids are tried where any of several may be meant. */
const MOST = 3;

/**
 * The ids of the run that a recording was captured in, and what they are here. An id that comes up
 * in a request for the first time is one that an answer had just given: of what is used up soon,
 * the newest answer's first that is free; of what stays, the oldest.
 */
export class Ids {
  readonly #endpoint: string;
  /** Which answer gave a value first, by the member that it stood in. */
  readonly #given = new Map<string, Map<string, number>>();
  readonly #ours = new Map<string, string>();
  readonly #choices: Choices;
  #answers = 0;

  constructor(endpoint: string, choices = new Choices()) {
    this.#endpoint = endpoint;
    this.#choices = choices;
  }

  /** Learns what an answer of ours holds. */
  learn(answer: Json): void {
    this.#answers += 1;
    this.#collect(answer);
  }

  /** The parameters with our ids. `mapNew: false`: AWS knew none of the ids in this call. */
  translate(params: JsonObject, mapNew = true): JsonObject {
    if (mapNew) this.#mapNew(params);
    return this.#replaced(params) as JsonObject;
  }

  #collect(value: Json, name = ''): void {
    if (typeof value === 'string') this.#note(name, value);
    else if (Array.isArray(value)) for (const item of value) this.#collect(item, name);
    else if (isObject(value)) {
      for (const [member, item] of Object.entries(value)) this.#collect(item, member);
    }
  }

  #note(name: string, value: string): void {
    const known = this.#given.get(name) ?? new Map<string, number>();
    if (known.has(value)) return;
    this.#given.set(name, known.set(value, this.#answers));
    if (value.startsWith('{')) this.#collect(parsed(value));
  }

  #mapNew(value: Json, name = ''): void {
    if (typeof value === 'string') this.#map(name, value);
    else if (Array.isArray(value)) for (const item of value) this.#mapNew(item, name);
    else if (isObject(value)) {
      for (const [member, item] of Object.entries(value)) this.#mapNew(item, member);
    }
  }

  #map(name: string, theirs: string): void {
    const kind = GENERATED[name];
    const localised = this.#replacedText(theirs);
    if (kind === undefined || this.#isOurs(localised) || !kind.looks.test(theirs)) return;
    const taken = new Set(this.#ours.values());
    const free = kind.from
      .flatMap((from) => [...(this.#given.get(from) ?? [])])
      .filter(([value]) => !taken.has(value) && haveTheSameParent(value, localised));
    const newest = free.filter(([, answer]) => answer === free.at(-1)?.[1]);
    const found = this.#choices.among((kind.latest ? newest : free).slice(0, MOST));
    if (found !== undefined) this.#ours.set(localised, found[0]);
  }

  /** Whether an answer of ours gave it, as that of a run whose ids are known by now. */
  #isOurs(value: string): boolean {
    return [...this.#ours.values()].includes(value);
  }

  #replaced(value: Json): Json {
    if (typeof value === 'string') return this.#replacedText(value);
    if (Array.isArray(value)) return value.map((item) => this.#replaced(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, this.#replaced(item)]),
    );
  }

  #replacedText(text: string): string {
    let replaced = text
      .replace(/https?:\/\/<endpoint>/g, this.#endpoint)
      .replaceAll('<region>', REGION)
      .replaceAll('<partition>', 'aws')
      .replace(/(?<!shardId-)000000000000/g, ACCOUNT);
    for (const [theirs, ours] of this.#ours) replaced = replaced.replaceAll(theirs, ours);
    return replaced;
  }
}

/** ARNs of one topic's subscriptions, of one stream's consumers: all but the last part is the same. */
function haveTheSameParent(ours: string, theirs: string): boolean {
  const parent = (text: string): string =>
    text.includes('/consumer/') ? text.replace(/:\d+$/, '') : text.slice(0, text.lastIndexOf(':'));
  return !ours.startsWith('arn:') || parent(ours) === parent(theirs);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
