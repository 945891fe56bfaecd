import { type Intrinsic, shortTextArgument } from './intrinsic.ts';

/** `States.Base64Encode(text)`: MIME Base64 of the UTF-8 bytes; at most 10,000 characters. */
export const base64Encode: Intrinsic = {
  name: 'States.Base64Encode',
  arity: [1, 1],
  call: ([text]) => Buffer.from(shortTextArgument(text, 'first'), 'utf8').toString('base64'),
};
