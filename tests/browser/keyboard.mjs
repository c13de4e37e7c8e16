// Without a mouse: what a person presses.

/** Presses Tab until what has the focus is called so. */
export async function reach(page, name) {
  for (let pressed = 0; pressed < 120; pressed += 1) {
    await page.keyboard.press('Tab')
    const called = await page.evaluate(() => {
      const at = document.activeElement
      const labels = [...(at.labels ?? [])].map((label) => label.textContent)
      return at.getAttribute('aria-label') ?? (labels.length ? labels.join(' ') : at.textContent)
    })
    if (name.test(called.trim())) return
  }
  throw new Error(`no way to ${name} by Tab on ${page.url()}`)
}

/** Goes there and presses it. */
export async function press(page, name, key = 'Enter') {
  await reach(page, name)
  await page.keyboard.press(key)
}
