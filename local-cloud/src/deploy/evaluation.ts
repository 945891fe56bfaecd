import { UserError } from '../core/errors.ts';

/** Characters of one value, and of all of them together. */
const LONGEST = 2_000_000;
const MOST = 16_000_000;
/** How many conditions may ask for the next one. */
const DEEPEST_CONDITION = 100;

/** One evaluation of a template, for one deployment: what is known of it so far, and what it may make of itself. */
export class Evaluation {
  /** Of conditions that were asked for already. */
  readonly conditions = new Map<string, boolean>();
  #characters = 0;

  /**
   * Counts the text that a function makes, before it is made.
   *
   * @throws UserError
   */
  add(characters: number): void {
    this.#characters += characters;
    if (characters <= LONGEST && this.#characters <= MOST) return;
    throw new UserError('What the functions of the template make of it is too long', {
      why: `One value may have ${LONGEST} characters, and all together ${MOST}.`,
      fix: 'Repeat less by Fn::Sub, Fn::Join and Fn::Base64.',
    });
  }

  /** @throws UserError */
  checkDepth(asked: readonly string[]): void {
    if (asked.length <= DEEPEST_CONDITION) return;
    throw new UserError(`More than ${DEEPEST_CONDITION} conditions ask for one another`, {
      why: [...asked.slice(0, 3), '...'].join(' -> '),
    });
  }
}
