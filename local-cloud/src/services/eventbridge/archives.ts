import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import { writeJson } from '../../core/json-write.ts';
import { PackedList } from '../../core/packed-list.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import { compilePattern } from './pattern/compile.ts';
import type { Rule, Rules } from './rules.ts';

/** What is told of an archive. Dates are cloud time in milliseconds. */
export interface ArchiveSettings {
  readonly name: string;
  /** The name of its bus. */
  readonly bus: string;
  readonly description: string | undefined;
  readonly patternText: string | undefined;
  /** For so many days an event is kept at least; 0: for ever. */
  readonly retentionDays: number;
  readonly created: number;
}

/** Its own time, by which events are replayed, and when it came: cloud time in milliseconds. */
interface Times {
  readonly time: number;
  readonly came: number;
}

/** An event in an archive: what it counts for in bytes, and its JSON. */
interface ArchivedEvent extends Times {
  readonly size: number;
  readonly text: string;
}

/** An archive with its events in the order of their times. */
export interface Archive extends ArchiveSettings {
  readonly arn: string;
  readonly events: PackedList<ArchivedEvent, Times>;
}

const SAVED = z.array(
  shape<ArchiveSettings & { readonly events: readonly ArchivedEvent[] }>({
    name: z.string(),
    bus: z.string(),
    description: z.string().optional(),
    patternText: z.string().optional(),
    retentionDays: z.number(),
    created: z.number(),
    events: z.array(
      shape<ArchivedEvent>({
        time: z.number(),
        came: z.number(),
        size: z.number(),
        text: z.string(),
      }),
    ),
  }),
);

/** Who has a rule on the bus for each archive. */
const ARCHIVER = 'prod.vhs.events.aws.internal';
const RULE_PREFIX = 'Events-Archive-';
const DAY = 86_400_000;

/**
 * The archives of all buses. Each has a managed rule that finds its events; those of replays are in none.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
export class Archives implements State {
  readonly rules: Rules;
  readonly #cloud: Cloud;
  readonly #hasRoom: () => boolean;
  readonly #archives = new Map<string, Archive>();

  /** @param hasRoom whether there is memory for more events */
  constructor(rules: Rules, hasRoom: () => boolean) {
    this.rules = rules;
    this.#cloud = rules.cloud;
    this.#hasRoom = hasRoom;
  }

  arn(name: string): string {
    return `arn:aws:events:${this.#cloud.region}:${this.#cloud.accountId}:archive/${name}`;
  }

  find(name: string): Archive | undefined {
    const archive = this.#archives.get(name);
    if (archive !== undefined) this.#expire(archive);
    return archive;
  }

  /** @throws ResourceNotFoundException */
  get(name: string): Archive {
    const found = this.find(name);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `Archive ${name} does not exist.`);
  }

  /**
   * Makes an archive, or gives one other settings, and its rule.
   * @throws InvalidEventPatternException
   */
  put(settings: ArchiveSettings): Archive {
    const { name, bus, patternText } = settings;
    const ruleName = `${RULE_PREFIX}${name}`;
    const pattern = patternOfRule(patternText);
    this.rules.put({
      name: ruleName,
      arn: this.rules.arn(ruleName, bus),
      bus,
      description: undefined,
      roleArn: undefined,
      patternText: pattern,
      pattern: compilePattern(pattern),
      scheduleExpression: undefined,
      schedule: undefined,
      enabled: true,
      targets: new Map(),
      tags: new Map(),
      managedBy: ARCHIVER,
    });
    return this.#keep(settings, this.#archives.get(name)?.events);
  }

  /** The rule that finds the events of an archive; whoever forces it can delete it. */
  ruleOf({ name, bus }: Pick<Archive, 'name' | 'bus'>): Rule | undefined {
    return this.rules.find(`${RULE_PREFIX}${name}`, bus);
  }

  delete(archive: Archive): void {
    this.#archives.delete(archive.name);
    const rule = this.ruleOf(archive);
    if (rule !== undefined) this.rules.delete(rule);
  }

  /** By name. */
  all(): Archive[] {
    for (const archive of this.#archives.values()) this.#expire(archive);
    return [...this.#archives.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Keeps an event that a rule matched, if the rule is that of an archive, and says so. */
  take({ name, managedBy }: Rule, event: JsonObject): boolean {
    if (managedBy !== ARCHIVER) return false;
    const archive = this.find(name.slice(RULE_PREFIX.length));
    if (archive !== undefined && this.#hasRoom()) this.#add(archive, event);
    else if (archive !== undefined) this.#tellLost(archive, event);
    return true;
  }

  save(): Json {
    return toJson(
      this.all().map(({ arn: _, events, ...settings }) => ({
        ...settings,
        events: [...events.from()],
      })),
    );
  }

  load(json: Json): void {
    for (const { events, ...settings } of fromJson(json, SAVED)) {
      const archive = this.#keep(settings);
      for (const event of events) archive.events.push(event);
    }
  }

  #keep(settings: ArchiveSettings, events: Archive['events'] = emptyList()): Archive {
    const archive = { ...settings, arn: this.arn(settings.name), events };
    this.#archives.set(settings.name, archive);
    return archive;
  }

  /** An event that came too late by its own time keeps those whose time is later from going before it. */
  #expire({ events, retentionDays }: Archive): void {
    const oldest = this.#cloud.clock.now() - retentionDays * DAY;
    if (retentionDays === 0 || events.first === undefined || events.first.came >= oldest) return;
    for (const { time: kept, came } of events.from()) {
      if (came < oldest) continue;
      events.dropWhile(({ time }) => time < kept);
      return;
    }
    events.dropWhile(() => true);
  }

  #add({ events }: Archive, event: JsonObject): void {
    const text = writeJson(event);
    const time = Date.parse(String(event.time));
    const came = this.#cloud.clock.now();
    events.insert([{ time, came, size: sizeOf(event), text }], (a, b) => a.time - b.time);
  }

  #tellLost({ name }: Archive, event: JsonObject): void {
    this.#cloud.background(`The archive ${name}`, async () => {
      throw new Error(
        `There is no memory for the event ${event.id}, which is not in the archive: delete archives, or keep ` +
          'events for fewer days.',
      );
    });
  }
}

/** The event that was archived. */
export function eventIn({ text }: ArchivedEvent): JsonObject {
  return readJson(text) as JsonObject;
}

function emptyList(): Archive['events'] {
  return new PackedList(
    ({ time, came }) => ({ time, came }),
    ({ size }) => size,
  );
}

/** For its time and its account an event counts as much as recorded sizes say. */
const OVERHEAD = 26;

function sizeOf({ source, 'detail-type': type, detail, resources }: JsonObject): number {
  const texts = [source, type, writeJson(detail!), ...(resources as string[])];
  return texts.reduce<number>((sum, text) => sum + Buffer.byteLength(String(text)), OVERHEAD);
}

/** What replays put on the bus is in no archive. */
function patternOfRule(patternText: string | undefined): string {
  // Refused in its own words, before anything is added to it.
  if (patternText !== undefined) compilePattern(patternText);
  const asked = patternText === undefined ? {} : (readJson(patternText) as JsonObject);
  return writeJson({ ...asked, 'replay-name': [{ exists: false }] });
}
