interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

/** The field that `/` leads to. */
export function Search({ label, value, onSearch }: SearchProps) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder="Search  /"
      value={value}
      onInput={({ currentTarget }) => onSearch(currentTarget.value)}
    />
  );
}
