import { linkTo } from '../route.ts';

const EXECUTION = /(arn:aws:states:[^\s:]*:\d+:(?:execution|express):\S+)/;

/** A text whose executions are links that go by their names. */
export function Linked({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(EXECUTION).map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <a key={part} href={linkTo('executions', part)}>
            {part.split(':').slice(6).join(' ')}
          </a>
        ),
      )}
    </>
  );
}
