import { pretty } from '../words.ts';
import { useCut } from './cut.tsx';

/** Longer texts are shown whole only when asked for, in characters. */
const LONG = 20_000;

interface DataProps {
  readonly name: string;
  readonly text: string | undefined;
}

/** A text that may be JSON, with its name. */
export function Data({ name, text }: DataProps) {
  return text === undefined ? null : <Told name={name} text={pretty(text)} />;
}

function Told({ name, text }: { readonly name: string; readonly text: string }) {
  const { shown, more } = useCut(text, LONG);
  return (
    <section class="data">
      <h3>{name}</h3>
      <pre tabIndex={0} role="region" aria-label={name}>
        {shown}
      </pre>
      {more}
    </section>
  );
}
