import type { JsonObject } from '../../core/json.ts';
import type { QueryLanguage } from './definition.ts';
import {
  type Diagnostic,
  type ErrorCode,
  fieldOf,
  itemOf,
  type WarningCode,
} from './diagnostics.ts';
import type { ServiceResource } from './resource.ts';

export type MachineType = 'STANDARD' | 'EXPRESS';

/**
 * `DEPLOYED`: as CreateStateMachine gets it. `SOURCE`: as it stands in a repository, where
 * CloudFormation has yet to put values for `${Substitutions}` and intrinsic functions, and where a
 * Resource is any URI, as states-language.net has it.
 */
export type Stage = 'DEPLOYED' | 'SOURCE';

/** A field of a task's parameters that its operation does not have. */
export interface UnknownField {
  /** The fields and items that lead to the object it is in. */
  readonly path: readonly (string | number)[];
  readonly field: string;
}

/** What knows the operations of services; nothing is found where it does not know the resource's. */
export type FindUnknownFields = (
  resource: ServiceResource,
  parameters: JsonObject,
) => readonly UnknownField[];

/** What a definition is checked against. */
export interface Dialect {
  /** Of the machine, or of the children of the Distributed Map that is being looked at. */
  readonly type: MachineType;
  readonly stage: Stage;
  /** The machine's own QueryLanguage. */
  readonly machineLanguage: QueryLanguage;
  readonly unknownFields?: FindUnknownFields | undefined;
}

/** A spot in a definition, what holds there, and where to send complaints. Never changed. */
export class Place {
  readonly location: string;
  readonly language: QueryLanguage;
  readonly dialect: Dialect;
  private readonly found: Diagnostic[];

  constructor(location: string, language: QueryLanguage, dialect: Dialect, found: Diagnostic[]) {
    this.location = location;
    this.language = language;
    this.dialect = dialect;
    this.found = found;
  }

  /** The last field name of the location, without indices. */
  get name(): string {
    return this.location.slice(this.location.lastIndexOf('/') + 1).replace(/\[\d+\]$/, '');
  }

  field(name: string): Place {
    return this.moved(fieldOf(this.location, name));
  }

  item(index: number): Place {
    return this.moved(itemOf(this.location, index));
  }

  speaking(language: QueryLanguage): Place {
    return new Place(this.location, language, this.dialect, this.found);
  }

  /** Inside a Distributed Map, whose children have a type of their own. */
  running(type: MachineType): Place {
    return new Place(this.location, this.language, { ...this.dialect, type }, this.found);
  }

  refuse(message: string, code: ErrorCode = 'SCHEMA_VALIDATION_FAILED'): void {
    this.found.push({ severity: 'ERROR', code, message, location: this.location });
  }

  warn(code: WarningCode, message: string): void {
    this.found.push({ severity: 'WARNING', code, message, location: this.location });
  }

  private moved(location: string): Place {
    return new Place(location, this.language, this.dialect, this.found);
  }
}
