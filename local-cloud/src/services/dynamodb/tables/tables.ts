import { AwsError } from '../../../core/errors.ts';
import type { Cloud } from '../../../core/service.ts';
import { noSuchTable, noSuchTableNamed, validation } from '../errors.ts';
import type { Table } from './table.ts';

/** The tables of the account, by name. */
export class Tables {
  readonly cloud: Cloud;
  readonly #tables = new Map<string, Table>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
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

  /** By ARN, for tags. Throws ResourceNotFoundException or ValidationException. */
  getTagged(arn: string): Table {
    if (!/^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/[^/]+$/.test(arn)) {
      const hint = arn.startsWith('arn:') ? '' : ". ARNs must start with 'arn:'";
      throw validation(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}${hint}`);
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
    table.timeToLive.set(undefined);
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

/** Wherever AWS takes a table's name it also takes its ARN. */
export function tableName(nameOrArn: string): string {
  return /^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([^/]+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
