import * as z from 'zod';
import { AwsError } from '../../../core/errors.ts';
import type { Json } from '../../../core/json.ts';
import type { CallContext, Cloud } from '../../../core/service.ts';
import { fromJson, given, type State, toJson } from '../../../core/state.ts';
import { noSuchTable, noSuchTableNamed, validation } from '../errors.ts';
import type { Changed } from '../items/collections.ts';
import { RequestTokens } from '../items/request-tokens.ts';
import type { Change } from '../items/writes.ts';
import { SAVED_STREAM } from '../streams/change-stream.ts';
import { ChangeStreams } from '../streams/change-streams.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/size.ts';
import { tableOf } from './create.ts';
import { enterPhase, isUpdating } from './index-change.ts';
import { SAVED_TABLE, type Table } from './table.ts';

const item = given<Item>();
/** What is told of a change where its transaction is repeated. */
export interface EarlierChange extends Changed {
  /** Of the item before or after, whichever is larger. */
  readonly bytes: number;
}

/** With the name of its table. */
const SAVED_CHANGE = z.strictObject({
  table: z.string(),
  named: z.string(),
  key: item,
  bytes: z.number(),
});
type SavedChange = z.infer<typeof SAVED_CHANGE>;
const SAVED = z.strictObject({
  tables: z.array(SAVED_TABLE),
  streams: z.array(SAVED_STREAM),
  tokens: z.map(
    z.string(),
    z.strictObject({ request: z.string(), until: z.number(), outcome: z.array(SAVED_CHANGE) }),
  ),
});

/** The tables of the account, by name. */
export class Tables implements State {
  readonly cloud: Cloud;
  /** With those of tables that are deleted. */
  readonly streams: ChangeStreams;
  /** Of transactions. */
  readonly #tokens: RequestTokens<readonly SavedChange[]>;
  readonly #tables = new Map<string, Table>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
    this.streams = new ChangeStreams(cloud);
    this.#tokens = new RequestTokens(cloud.clock, sizeOf);
  }

  save(): Json {
    const tokens = this.#tokens
      .all()
      .map(({ token, ...remembered }) => [token, remembered] as const);
    const tables = [...this.#tables.values()].map((table) => table.save());
    return toJson({ tables, streams: this.streams.save(), tokens: new Map(tokens) });
  }

  load(json: Json): void {
    const { tables, streams, tokens } = fromJson(json, SAVED);
    this.streams.load(streams);
    for (const saved of tables) {
      const table = tableOf(saved.name, saved.settings, this.cloud);
      table.load(saved);
      const { stream } = table.settings;
      if (stream?.viewType !== undefined) table.stream = this.streams.find(stream.arn);
      this.add(table);
      enterPhase(table, saved.settings.indexChange, this.cloud.clock);
    }
    for (const [token, remembered] of tokens) this.#tokens.load({ token, ...remembered });
  }

  /** What a transaction with that token changed. Throws IdempotentParameterMismatchException. */
  earlier(token: string | undefined, request: unknown): EarlierChange[] | undefined {
    const saved = this.#tokens.find(token, request);
    return saved?.flatMap(({ table: name, ...changed }) => {
      const table = this.find(name);
      return table === undefined ? [] : [{ table, ...changed }];
    });
  }

  remember(token: string | undefined, request: unknown, changes: readonly Change[]): void {
    const saved = changes.map(({ table, named, key, before = {}, after = {} }) => ({
      ...{ table: table.name, named, key },
      bytes: Math.max(itemSize(before), itemSize(after)),
    }));
    this.#tokens.remember(token, request, saved);
  }

  find(name: string): Table | undefined {
    return this.#tables.get(tableName(name));
  }

  /** For reads and writes of items. Throws ResourceNotFoundException. */
  get(name: string): Table {
    const table = this.find(name);
    if (table === undefined) throw noSuchTable();
    return table;
  }

  /** For the operations on tables themselves, whose message names the table. */
  getNamed(name: string): Table {
    const table = this.find(name);
    if (table === undefined) throw noSuchTableNamed(tableName(name));
    return table;
  }

  /** For continuous backups, which have an error of their own. */
  getWithBackups(name: string): Table {
    const table = this.find(name);
    if (table !== undefined) return table;
    throw new AwsError('TableNotFoundException', `Table not found: ${tableName(name)}`);
  }

  /**
   * By ARN, for an action on its tags. Throws ResourceNotFoundException, ValidationException, or
   * AccessDeniedException if it is another account's.
   */
  getTagged(arn: string, action: string, { principal }: CallContext): Table {
    if (!/^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/[^/]+$/.test(arn)) {
      const hint = arn.startsWith('arn:') ? '' : ". ARNs must start with 'arn:'";
      throw validation(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}${hint}`);
    }
    if (arn.split(':')[4] !== this.cloud.accountId) {
      throw new AwsError(
        'AccessDeniedException',
        `User: ${principal.arn} is not authorized to perform: dynamodb:${action} on resource: ${arn} because no resource-based policy allows the dynamodb:${action} action`,
      );
    }
    const table = this.find(arn);
    if (table !== undefined && table.settings.arn === arn) return table;
    throw new AwsError(
      'ResourceNotFoundException',
      `Requested resource not found: ResourcArn: ${arn} not found`,
    );
  }

  add(table: Table): void {
    this.#tables.set(table.name, table);
  }

  remove(table: Table): void {
    table.isDeleted = true;
    table.timeToLive.set(undefined);
    table.stream?.close();
    this.#tables.delete(table.name);
  }

  names(): string[] {
    return [...this.#tables.keys()].sort();
  }

  arn(name: string): string {
    const { region, accountId } = this.cloud;
    return `arn:aws:dynamodb:${region}:${accountId}:table/${tableName(name)}`;
  }

  indexArn(name: string, index: string): string {
    return `${this.arn(name)}/index/${index}`;
  }
}

function sizeOf(changes: readonly SavedChange[]): number {
  return changes.reduce((sum, { key }) => sum + itemSize(key), 0);
}

/** Throws ResourceInUseException while an index of the table is being created or deleted. */
export function refuseWhileUpdating(table: Table): void {
  if (!isUpdating(table)) return;
  throw new AwsError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being updated: ${table.name}`,
  );
}

/** Wherever AWS takes a table's name it also takes its ARN. */
export function tableName(nameOrArn: string): string {
  return /^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([^/]+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
