import { onScopeDispose } from 'vue'

/** One-letter commands of a page; silent while somebody types, or a dialog is open. */
export function useKeys(commands: Record<string, () => void>): void {
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const at = event.target as HTMLElement | null
    if (at?.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]')) return
    const open = [...document.querySelectorAll<HTMLElement>('[role="dialog"]')].some((dialog) => dialog.offsetParent !== null)
    const command = commands[event.key]
    if (!command || open) return
    event.preventDefault()
    command()
  }
  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}
