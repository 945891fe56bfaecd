import type { Json } from '../../core/json.ts';
import { SeededRandom } from '../../core/random.ts';
import { StatesError } from '../errors.ts';
import { compilePath } from './jsonpath/compile-path.ts';
import { PathSyntaxError } from './jsonpath/errors.ts';
import { Visits } from './visits.ts';

/** A path that cannot be read, or that a document is too deep for. */
export class JsonPathError extends Error {}

/** Of a state, and of no use to a document alone. */
const NOTHING = { context: {}, variables: {}, random: new SeededRandom('json-paths'), now: 0 };
const MOST_VISITS = 500_000;

/**
 * The paths of Step Functions for whoever else has documents: they may look at so many values together.
 * The language is Jayway JsonPath's, without functions: see `compilePath`.
 */
export class JsonPaths {
  readonly #visits = new Visits();

  constructor(mostVisits = MOST_VISITS) {
    this.#visits.left = mostVisits;
  }

  /** Undefined where the path leads nowhere. Throws JsonPathError. */
  find(document: Json, path: string): Json | undefined {
    try {
      const reader = compilePath(path);
      if (reader.source !== 'input') throw new PathSyntaxError(path, 'it must begin with $');
      return reader.find({ ...NOTHING, input: document, visits: this.#visits });
    } catch (error) {
      if (this.#visits.left < 0) {
        throw new JsonPathError('The paths look at too many values', { cause: error });
      }
      // A RangeError is a document so deep that going through it takes the whole stack.
      const isOurs = error instanceof StatesError || error instanceof RangeError;
      if (!isOurs && !(error instanceof PathSyntaxError)) throw error;
      throw new JsonPathError(`JSONPath ${path}: ${error.message}`, { cause: error });
    }
  }
}
