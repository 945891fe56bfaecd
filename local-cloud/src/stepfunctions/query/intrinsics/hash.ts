import { hashText, isHashAlgorithm } from '../hash-text.ts';
import { type Intrinsic, InvalidArguments, shortTextArgument, textArgument } from './intrinsic.ts';

/** `States.Hash(text, algorithm)`: hexadecimal MD5, SHA-1, SHA-256, SHA-384 or SHA-512. */
export const hash: Intrinsic = {
  name: 'States.Hash',
  arity: [2, 2],
  call([data, second]) {
    const text = shortTextArgument(typeof data === 'string' ? data : JSON.stringify(data), 'first');
    const algorithm = textArgument(second, 'second');
    if (isHashAlgorithm(algorithm)) return hashText(text, algorithm);
    throw new InvalidArguments('the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512');
  },
};
