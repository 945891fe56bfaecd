import { readJson } from '../../core/json-number.ts';
import type { HistoryEvent } from './history.ts';
import type { Variables } from './variables.ts';

/** What the event of leaving a state tells. */
type Exited = NonNullable<HistoryEvent['stateExitedEventDetails']>;

interface Assignment {
  readonly before: ToldVariables;
  readonly details: Exited;
  /** Of all variables that its state may assign. */
  readonly names: ReadonlySet<string>;
}

/** The variables that a history tells of: they are read when somebody goes on with them. */
export class ToldVariables {
  readonly #latest: Assignment | undefined;
  #values: Variables | undefined;

  /** Without an assignment there are none. */
  constructor(latest?: Assignment) {
    this.#latest = latest;
  }

  /** @param names of all variables that the state may assign */
  after(details: Exited, names: ReadonlySet<string>): ToldVariables {
    if (!('assignedVariables' in details)) return this;
    return new ToldVariables({ before: this, details, names });
  }

  get values(): Variables {
    this.#values ??= valuesOf(this.#textsOf());
    return this.#values;
  }

  /** Of the assignments that count, the first one first. A loop assigns the same variables very often. */
  #textsOf(): Record<string, string>[] {
    const texts: Record<string, string>[] = [];
    const known = new Set<string>();
    const settled = new Set<ReadonlySet<string>>();
    for (let at = this.#latest; at !== undefined; at = at.before.#latest) {
      if (settled.has(at.names)) continue;
      if (at.names.size > 0 && [...at.names].every((name) => known.has(name))) {
        settled.add(at.names);
        continue;
      }
      const assigned = at.details.assignedVariables!;
      for (const name of Object.keys(assigned)) known.add(name);
      texts.push(assigned);
    }
    return texts.reverse();
  }
}

function valuesOf(all: readonly Record<string, string>[]): Variables {
  const texts = new Map(all.flatMap((assigned) => Object.entries(assigned)));
  return Object.fromEntries([...texts].map(([name, text]) => [name, readJson(text)]));
}
