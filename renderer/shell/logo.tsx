/** The app's icon at small sizes (`build/tray.svg`), in the colours of the theme: a gatehouse with its gate lit. */
export function Logo({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden className={className}>
      <rect width="16" height="16" rx="3.5" className="fill-accent" />
      <path className="fill-on-accent" d="M2 13V3h1v1h1V3h1v3h2V5h2v1h2V3h1v1h1V3h1V13Z" />
      <path className="fill-accent" d="M5 13v-3a3 3 0 0 1 6 0v3Z" />
      <path fill="#ffb04f" d="M6 13v-3a2 2 0 0 1 4 0v3Z" />
    </svg>
  )
}
