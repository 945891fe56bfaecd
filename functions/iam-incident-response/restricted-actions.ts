import { InvalidRestrictedActions } from './errors.ts';

/**
 * The list that operators edit, a StringList in Parameter Store: action patterns with commas between
 * them. A list that would let every policy pass is an error, not a quiet day.
 */
export function readRestrictedActions(value: string | undefined): string[] {
  const actions = (value ?? '').split(',').map((action) => action.trim());
  const wrong = actions.filter((action) => !ACTION.test(action));
  if (wrong.length === 0) return actions;
  throw new InvalidRestrictedActions(
    `Not actions: ${wrong.map((action) => JSON.stringify(action)).join(', ')}. ` +
      'The list has actions like iam:PassRole or iam:* with commas between them.',
  );
}

/** `service:Action`, or `*` for all. */
const ACTION = /^(\*|[a-zA-Z0-9*?-]+:[a-zA-Z0-9*?]+)$/;
