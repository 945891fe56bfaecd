import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { messageOf } from '../words.ts';
import { Problem } from './problem.tsx';

/** Says so where what is inside cannot be drawn: a history from elsewhere may be anything. */
export function Guard({ children }: { readonly children: ComponentChildren }) {
  const [error] = useErrorBoundary();
  if (error === undefined) return <>{children}</>;
  return <Problem text={`This cannot be shown: ${messageOf(error)}`} />;
}
