interface TabsProps {
  readonly names: readonly string[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}

/** One of several looks at the same. */
export function Tabs({ names, chosen, onChoose }: TabsProps) {
  return (
    <div class="tabs">
      {names.map((name) => (
        <button
          type="button"
          key={name}
          class="quiet"
          aria-pressed={name === chosen}
          onClick={() => onChoose(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
