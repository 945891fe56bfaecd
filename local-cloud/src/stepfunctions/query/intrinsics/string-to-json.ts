import { parseJson } from '../../nesting.ts';
import { type Intrinsic, InvalidArguments, textArgument } from './intrinsic.ts';

/** `States.StringToJson(text)`: the parsed value. Recorded: blank text gives null. */
export const stringToJson: Intrinsic = {
  name: 'States.StringToJson',
  arity: [1, 1],
  call([first]) {
    const text = textArgument(first, 'first');
    if (text.trim() === '') return null;
    try {
      return parseJson(text);
    } catch {
      throw new InvalidArguments('the first argument must be JSON text');
    }
  },
};
