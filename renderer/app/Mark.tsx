/** The sign of the app: a bar and a chevron that points back to it. */
export function Mark({ size = 18 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden>
      <rect x="1.5" y="2" width="3" height="12" rx="0.6" fill="currentColor" />
      <path d="M13.6 2.4L7.8 8l5.8 5.6" fill="none" stroke="currentColor" strokeWidth="2.9" strokeLinejoin="miter" />
    </svg>
  );
}
