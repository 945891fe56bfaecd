import { useLayoutEffect } from 'preact/hooks';
import { isScrolling, isTyping } from '../keys.ts';

interface Arrows {
  events(by: number): void;
  states(by: number): void;
  end(): void;
}

/**
 * ← → through the events, ↑ ↓ through the states: unless somebody types, or scrolls a text. A key that
 * comes at once after another is about what that one led to.
 */
export function useArrows(arrows: Arrows): void {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isOthers = isTyping(event) || isScrolling(event);
      if (isOthers || document.querySelector('dialog[open]')) return;
      const keys: Readonly<Record<string, () => void>> = {
        ArrowLeft: () => arrows.events(-1),
        ArrowRight: () => arrows.events(1),
        ArrowUp: () => arrows.states(-1),
        ArrowDown: () => arrows.states(1),
        End: () => arrows.end(),
      };
      const act = keys[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
