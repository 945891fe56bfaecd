import { type Intrinsic, InvalidArguments, shortTextArgument } from './intrinsic.ts';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** `States.Base64Decode(text)`: the UTF-8 text of MIME Base64; at most 10,000 characters. */
export const base64Decode: Intrinsic = {
  name: 'States.Base64Decode',
  arity: [1, 1],
  call([first]) {
    const text = shortTextArgument(first, 'first');
    if (!BASE64.test(text)) throw new InvalidArguments('the first argument must be Base64');
    return Buffer.from(text, 'base64').toString('utf8');
  },
};
