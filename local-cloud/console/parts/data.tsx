import { useState } from 'preact/hooks';
import { count, pretty } from '../words.ts';

/** Longer texts are shown whole only when asked for, in characters. */
const LONG = 20_000;

/** A text that may be JSON, with its name. */
export function Data({ name, text }: { readonly name: string; readonly text: string | undefined }) {
  const [isWhole, setWhole] = useState(false);
  if (text === undefined) return null;
  const shown = pretty(text);
  const isCut = shown.length > LONG && !isWhole;
  return (
    <section class="data">
      <h3>{name}</h3>
      <pre tabIndex={0} role="region" aria-label={name}>
        {isCut ? shown.slice(0, LONG) : shown}
      </pre>
      {isCut && (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {count(shown.length, 'character')}
        </button>
      )}
    </section>
  );
}
