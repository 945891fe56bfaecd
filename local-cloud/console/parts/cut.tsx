import { useState } from 'preact/hooks';
import { count } from '../words.ts';

/** So much of a text, in characters, and a button that shows the rest. */
export function useCut(text: string, most: number) {
  const [isWhole, setWhole] = useState(false);
  const isCut = text.length > most && !isWhole;
  const more = isCut && (
    <button type="button" onClick={() => setWhole(true)}>
      Show all {count(text.length, 'character')}
    </button>
  );
  return { shown: isCut ? text.slice(0, most) : text, more };
}
