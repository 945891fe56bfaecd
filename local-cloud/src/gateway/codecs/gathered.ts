import { nextTurn } from '../../core/turns.ts';

/** In characters. */
const AT_ONCE = 2 ** 17;

/** An answer of its pieces: where it is long, as bytes, and others have their turn while it is written. */
export async function gathered(pieces: Iterable<string>): Promise<string | Uint8Array> {
  const written: Buffer[] = [];
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < AT_ONCE) continue;
    written.push(Buffer.from(text));
    text = '';
    await nextTurn();
  }
  return written.length === 0 ? text : Buffer.concat([...written, Buffer.from(text)]);
}
