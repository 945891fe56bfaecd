import type { JsonObject } from '../../core/json.ts';
import type { QueryLanguage } from './definition.ts';
import {
  type Diagnostic,
  type ErrorCode,
  fieldOf,
  itemOf,
  MOST_PROBLEMS,
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

/** What is known of the operations of services: nothing is found where the resource's is not known. */
export interface KnownOperations {
  /** Whether the service is known, and has no such operation. */
  lacks(resource: ServiceResource): boolean;
  unknownFields(resource: ServiceResource, parameters: JsonObject): readonly UnknownField[];
}

/** What a definition is checked against. */
export interface Dialect {
  /** Of the machine, or of the children of the Distributed Map that is being looked at. */
  readonly type: MachineType;
  readonly stage: Stage;
  /** The machine's own QueryLanguage. */
  readonly machineLanguage: QueryLanguage;
  readonly operations?: KnownOperations | undefined;
}

/** What was found in a definition. */
export class Findings {
  readonly diagnostics: Diagnostic[] = [];
  #errors = 0;
  #warnings = 0;

  /** Throws ENOUGH where there are as many errors as are looked for. */
  refuse(code: ErrorCode, message: string, { location }: Place): void {
    this.diagnostics.push({ severity: 'ERROR', code, message, location });
    if (++this.#errors === MOST_PROBLEMS) throw ENOUGH;
  }

  warn(code: WarningCode, message: string, place: Place): void {
    if (++this.#warnings > MOST_PROBLEMS) return;
    const { location } = place;
    this.diagnostics.push({ severity: 'WARNING', code, message, location });
  }
}

/** Ends the search for problems. */
export const ENOUGH = new Error('Enough problems were found');

/** A spot in a definition, what holds there, and where to send complaints. Never changed. */
export class Place {
  readonly language: QueryLanguage;
  readonly dialect: Dialect;
  /** The location itself at the top, and else the way from the place around this one. */
  readonly #step: string | number;
  readonly #around: Place | undefined;
  readonly #findings: Findings;

  constructor(
    step: string | number,
    language: QueryLanguage,
    dialect: Dialect,
    findings: Findings,
    around?: Place,
  ) {
    this.#step = step;
    this.language = language;
    this.dialect = dialect;
    this.#findings = findings;
    this.#around = around;
  }

  /** Written when it is asked for: most places have nothing to complain of. */
  get location(): string {
    const step = this.#step;
    if (this.#around === undefined) return String(step);
    const { location } = this.#around;
    return typeof step === 'number' ? itemOf(location, step) : fieldOf(location, step);
  }

  field(name: string): Place {
    return new Place(name, this.language, this.dialect, this.#findings, this);
  }

  item(index: number): Place {
    return new Place(index, this.language, this.dialect, this.#findings, this);
  }

  speaking(language: QueryLanguage): Place {
    return new Place(this.#step, language, this.dialect, this.#findings, this.#around);
  }

  /** Inside a Distributed Map, whose children have a type of their own. */
  running(type: MachineType): Place {
    const dialect = { ...this.dialect, type };
    return new Place(this.#step, this.language, dialect, this.#findings, this.#around);
  }

  refuse(message: string, code: ErrorCode = 'SCHEMA_VALIDATION_FAILED'): void {
    this.#findings.refuse(code, message, this);
  }

  warn(code: WarningCode, message: string): void {
    this.#findings.warn(code, message, this);
  }
}
