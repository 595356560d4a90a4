/** What was pressed is gone: the keyboard goes on from the page's title. */
export function focusTitle(): void {
  document.querySelector<HTMLElement>('[data-page-title]')?.focus({ preventScroll: true });
}
