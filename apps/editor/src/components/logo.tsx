// The registry's mark: a sealed package.

/** The mark, in the colour of the text around it. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg className="logo" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <rect className="logo-ground" width="24" height="24" rx="6" />
      <path className="logo-line" d="M12 4.5 18.5 8v8L12 19.5 5.5 16V8z M5.5 8 12 11.6 18.5 8 M12 11.6v7.9" />
      <path className="logo-line" d="m8.8 6.2 6.4 3.6" />
    </svg>
  );
}
