/** The gate: an arch with two bars. Takes its colour from the accent. */
export function Logo({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M8 24V14.5a8 8 0 0 1 16 0V24M13.3 24v-9.5M18.7 24v-9.5M8.4 18.6h15.2"
        fill="none"
        className="stroke-on-accent"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  )
}
